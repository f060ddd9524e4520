use crate::axis::Ticks;
use crate::paint::{self, Ink, Row};
use crate::spans::{Series, Span, State, nanos};
use crate::{Trace, text};

/// More lanes than this would not be read.
pub(super) const MOST_LANES: usize = 24;

/// Steps shown of a run that has no time to draw.
const STEPS_INSTEAD: usize = 40;

const LONGEST_NAME: usize = 18;
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

impl Trace {
    /// The run as a picture for the terminal, `width` columns wide: a lane for
    /// each thread, a lane for each channel, and who was left at the end.
    ///
    /// A run that took no virtual time has no lanes: it is told in
    /// [`steps`](Trace::steps).
    pub fn lanes(&self, width: usize) -> String {
        self.draw_lanes(width, false)
    }

    /// As [`lanes`](Trace::lanes), in colours, if the terminal is to have them
    /// (see [`colored::control`]).
    pub fn lanes_in_colour(&self, width: usize) -> String {
        self.draw_lanes(width, true)
    }

    fn draw_lanes(&self, width: usize, colour: bool) -> String {
        let end = nanos(self.end);
        if end == 0 {
            return self.steps(STEPS_INSTEAD);
        }
        let spans = self.spans();
        let depths = self.depths();
        let shown = self.lanes_shown();
        let label = self.longest_name(shown, &depths).clamp(7, LONGEST_NAME);
        let queue_notes: Vec<String> = depths
            .iter()
            .map(|(o, series)| self.peak(*o, series))
            .collect();
        let notes = queue_notes.iter().map(|note| text::width(note)).max();
        // As wide as a length in all, or how busy someone was.
        let notes = notes.unwrap_or(0).max("1000 ms in all".len());
        let cols = width.saturating_sub(label + 2 + 3 + notes).max(20);

        let scale = Scale { cols, end };
        let mut rows = scale.ruler();
        let mut seen = Vec::new();
        let mut has_moments = false;
        for (thread, spans) in self.threads.iter().zip(&spans).take(shown) {
            let cells = scale.lane(spans);
            has_moments |= cells.iter().any(|cell| cell.is_moment());
            rows.push(Row {
                label: thread.name.clone(),
                cells: cells.iter().map(|cell| cell.mark(end.into())).collect(),
                mark: if thread.ended.is_none() { '✗' } else { ' ' },
                note: busy(spans, end),
                ink: Ink::Lane,
            });
            let lasting = spans.iter().filter(|span| span.duration() > 0);
            seen.extend(lasting.map(|span| span.state));
        }
        if shown < self.threads.len() {
            let alive = self.population();
            let more = self.threads.len() - shown;
            rows.push(Row::text(format!("… {more} more threads are not shown")));
            rows.push(Row {
                label: "alive".to_owned(),
                cells: scale.heights(&alive, alive.peak()),
                mark: ' ',
                note: format!("peak {}", alive.peak()),
                ink: Ink::Level,
            });
        }
        if !depths.is_empty() {
            rows.push(Row::text(String::new()));
        }
        for ((object, series), note) in depths.iter().zip(queue_notes) {
            let object = &self.objects[*object];
            rows.push(Row {
                label: text::label(object),
                cells: scale.heights(series, object.capacity.unwrap_or(0)),
                mark: ' ',
                note,
                ink: Ink::Level,
            });
        }
        rows.push(Row::text(String::new()));
        let is_left = self.threads[..shown].iter().any(|t| t.ended.is_none());
        let queues = !depths.is_empty();
        let legend = legend(&seen, has_moments, queues, is_left, width);
        rows.extend(legend.into_iter().map(Row::text));
        paint::rows(&rows, label, colour)
    }

    /// The width of the longest name of a lane.
    pub(super) fn longest_name(
        &self,
        threads: usize,
        depths: &[(usize, Series)],
    ) -> usize {
        let threads = self.threads[..threads].iter();
        let threads = threads.map(|thread| text::width(&thread.name));
        let queues = depths
            .iter()
            .map(|(object, _)| text::width(&text::label(&self.objects[*object])));
        threads.chain(queues).max().unwrap_or(0)
    }

    /// How many threads get a lane of their own.
    pub(super) fn lanes_shown(&self) -> usize {
        let all = self.threads.len();
        // One line saying that a single thread is missing takes its place.
        if all <= MOST_LANES {
            all
        } else {
            MOST_LANES - 1
        }
    }

    pub(super) fn peak(&self, object: usize, series: &Series) -> String {
        let peak = series.peak();
        let mut note = match self.objects[object].capacity {
            Some(capacity) => format!("peak {peak} of {capacity}"),
            None => format!("peak {peak}"),
        };
        if series.last() > 0 {
            note += &format!(", {} left", series.last());
        }
        note
    }
}

fn busy(spans: &[Span<'_>], end: u64) -> String {
    let works = spans.iter().filter(|span| span.state == State::Works);
    let busy: u64 = works.map(Span::duration).sum();
    if busy == 0 {
        return String::new();
    }
    let percent = (u128::from(busy) * 200 / u128::from(end)).div_ceil(2);
    format!("{percent:3} % busy")
}

/// The signs that were drawn, in lines of at most `width` columns.
fn legend(
    seen: &[State],
    moments: bool,
    queues: bool,
    left: bool,
    width: usize,
) -> Vec<String> {
    // What took no time was most often about to run: it has the same sign.
    let line = match (seen.contains(&State::Runs), moments) {
        (true, true) => "─ could run, or took no time",
        (true, false) => "─ could run",
        (false, true) => "─ took no time",
        (false, false) => "",
    };
    let words = [
        (State::Works, "█ works"),
        (State::Sleeps, "z sleeps"),
        (State::Waits, "· waits"),
        (State::HeldUp, "░ waits for a lock or for room"),
    ];
    let mut parts: Vec<&str> = words
        .into_iter()
        .filter(|(state, _)| seen.contains(state))
        .map(|(_, word)| word)
        .chain((!line.is_empty()).then_some(line))
        .collect();
    if queues {
        parts.push("▁▄█ queue");
    }
    if left {
        parts.push("✗ has not ended");
    }
    let mut lines = vec![String::new()];
    for part in parts {
        let line = lines.last_mut().expect("there is one from the start");
        if line.is_empty() {
            *line = part.to_owned();
        } else if text::width(line) + 3 + text::width(part) <= width {
            *line += &format!("   {part}");
        } else {
            lines.push(part.to_owned());
        }
    }
    lines
}

struct Scale {
    cols: usize,
    end: u64,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    /// Time spent in each state, in the order of [`State`].
    spent: [u128; 5],
    alive: bool,
    /// A piece of work ends here, and the next one follows.
    seam: bool,
    /// Work begins here, after something else.
    late: bool,
}

impl Scale {
    fn column(&self, at: u64) -> usize {
        let column = u128::from(at) * self.cols as u128 / u128::from(self.end);
        (column as usize).min(self.cols - 1)
    }

    fn last_column(&self, span: &Span<'_>) -> usize {
        self.column(span.to.at.saturating_sub(1).max(span.from.at))
    }

    fn ruler(&self) -> Vec<Row> {
        let ticks = Ticks::of_time(self.end, self.cols as u64 / 6);
        let mut line = vec!['─'; self.cols];
        let mut labels = String::new();
        for (at, label) in &ticks.marks {
            let column = self.column(*at);
            line[column] = '┬';
            let column = column.min(self.cols - label.len());
            if labels.is_empty() || column > labels.len() {
                labels = text::pad(&labels, column) + label;
            }
        }
        let labels = Row {
            label: ticks.unit.to_owned(),
            cells: labels,
            mark: ' ',
            note: format!("{} {} in all", ticks.total, ticks.unit),
            ink: Ink::Ruler,
        };
        let line = Row {
            label: String::new(),
            cells: line.into_iter().collect(),
            mark: ' ',
            note: String::new(),
            ink: Ink::Ruler,
        };
        vec![labels, line]
    }

    fn lane(&self, spans: &[Span<'_>]) -> Vec<Cell> {
        let mut cells = vec![Cell::default(); self.cols];
        let (cols, end) = (self.cols as u128, u128::from(self.end));
        for span in spans {
            let from = u128::from(span.from.at) * cols;
            let to = u128::from(span.to.at) * cols;
            let first = self.column(span.from.at);
            let touched = &mut cells[first..=self.last_column(span)];
            for (column, cell) in (first..).zip(touched) {
                let left = column as u128 * end;
                let spent = to.min(left + end).saturating_sub(from.max(left));
                cell.spent[span.state as usize] += spent;
                cell.alive = true;
            }
            if span.state == State::Works {
                cells[first].late |= from > first as u128 * end;
            }
        }
        let works = spans.iter().filter(|span| span.state == State::Works);
        for (this, next) in works.clone().zip(works.skip(1)) {
            let last = self.last_column(this);
            cells[last].seam |= self.column(next.from.at) <= last + 1;
        }
        cells
    }

    /// The highest value that lasted, for each column.
    fn heights(&self, series: &Series, full: usize) -> String {
        let full = full.max(series.peak()).max(1);
        let mut cells = vec![0; self.cols];
        let changes = series.points.iter().map(|(moment, _)| moment.at);
        let ends = changes.skip(1).chain([u64::MAX]);
        for (&(from, value), to) in series.points.iter().zip(ends) {
            if to > from.at {
                let last = self.column(to.min(self.end) - 1);
                for cell in &mut cells[self.column(from.at)..=last] {
                    *cell = value.max(*cell);
                }
            }
        }
        let height = |value: usize| (value * HEIGHTS.len()).div_ceil(full);
        cells
            .into_iter()
            .map(|value| {
                if value == 0 {
                    ' '
                } else {
                    HEIGHTS[height(value) - 1]
                }
            })
            .collect()
    }
}

impl Cell {
    /// The thread was there, but no time passed.
    fn is_moment(&self) -> bool {
        self.alive && !self.seam && self.spent == [0; 5]
    }

    fn mark(self, whole: u128) -> char {
        let works = self.spent[State::Works as usize];
        let by_state = [State::Runs, State::Waits, State::HeldUp, State::Sleeps];
        let most = by_state.into_iter().max_by_key(|&s| self.spent[s as usize]);
        match most {
            _ if !self.alive => ' ',
            _ if self.seam => '▌',
            _ if works * 4 >= whole * 3 => '█',
            // Even the shortest work is seen.
            _ if works > 0 && self.late => '▐',
            _ if works > 0 => '▌',
            _ if self.is_moment() => '─',
            Some(State::Sleeps) => 'z',
            Some(State::HeldUp) => '░',
            Some(State::Waits) => '·',
            _ => '─',
        }
    }
}
