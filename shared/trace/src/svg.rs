use std::fmt::Write;

use crate::canvas::{Canvas, px};
use crate::picture::{LONGEST_NAME, Picture, QUEUE, ROW, Scale, TOP, WIDTH};
use crate::spans::{Moment, Span, State};
use crate::{Trace, axis};

const MARGIN: u64 = 16;

impl Trace {
    /// The run as a picture of its own, for pages in light and in dark: a lane
    /// for each thread and for each channel over virtual time, or over the last
    /// steps if the run took no time. What lies under the pointer explains
    /// itself.
    pub fn svg(&self) -> String {
        self.svg_up_to(usize::MAX)
            .expect("no picture is larger than that")
    }

    /// As [`Trace::svg`]: `None` if that has more `bytes`, which is known before the
    /// picture of a long run is drawn to its end.
    pub fn svg_up_to(&self, bytes: usize) -> Option<String> {
        let spans = self.spans();
        let depths = self.depths();
        let shown = self.lanes_shown();
        let longest = self.longest_name(shown, &depths);
        let label = 8 * longest.clamp(6, LONGEST_NAME) as u64;
        let mut picture = Picture {
            trace: self,
            canvas: Canvas::new(bytes),
            scale: Scale::new(self.last_moment(), MARGIN + label + 10),
            y: TOP,
        };

        let more = usize::from(shown < self.threads.len());
        let lanes =
            (shown + more) as u64 * picture.row() + depths.len() as u64 * QUEUE;
        picture.grid(TOP + lanes + 4);
        for (thread, spans) in spans.iter().enumerate().take(shown) {
            picture.lane(thread, spans);
            if picture.canvas.is_full() {
                return None;
            }
        }
        if more > 0 {
            let more = self.threads.len() - shown;
            let words = format!("… {more} more threads are not shown");
            let (x, y) = (picture.scale.left * 10, picture.y + 16);
            picture.canvas.text("note", "start", (x, y), &words);
            picture.y += picture.row();
        }
        for (object, series) in &depths {
            picture.queue(*object, series);
        }
        picture.y += 8;
        picture.legend(&spans[..shown], !depths.is_empty());
        for line in self.ending(&spans, 120) {
            let failed = line.starts_with('✗');
            let class = if failed { "fail" } else { "text" };
            let at = (MARGIN * 10, picture.y + 14);
            picture.canvas.text(class, "start", at, &line);
            picture.y += 18;
        }
        let size = (WIDTH, picture.y + 12);
        let description = self.description(&spans);
        let svg = picture.canvas.finish(size, &self.title(), &description);
        (svg.len() <= bytes).then_some(svg)
    }

    fn title(&self) -> String {
        let end = self.last_moment();
        let length = match end.at {
            0 => format!("{} steps", end.step),
            at => axis::time(at),
        };
        match self.threads.len() {
            1 => format!("A run of one thread, {length}"),
            threads => format!("A run of {threads} threads, {length}"),
        }
    }

    fn description(&self, spans: &[Vec<Span<'_>>]) -> String {
        let mut out = String::new();
        for (thread, spans) in self.threads.iter().zip(spans) {
            let works = || spans.iter().filter(|s| s.state == State::Works);
            let busy = axis::time(works().map(Span::duration).sum());
            let name = &thread.name;
            match works().count() {
                0 => _ = write!(out, "{name} does no work of its own. "),
                n => _ = write!(out, "{name} works {n} times, {busy} in all. "),
            }
        }
        out + &self.ending(spans, usize::MAX).join(" ")
    }
}

impl Picture<'_> {
    fn legend(&mut self, spans: &[Vec<Span<'_>>], queues: bool) {
        let words = [
            (State::Works, "works"),
            (State::Sleeps, "sleeps"),
            (State::Waits, "waits"),
            (State::HeldUp, "waits for a lock or for room"),
            (State::Runs, "could run"),
        ];
        let mut x = 10 * self.scale.left;
        for (state, word) in words {
            let drawn = |span: &Span<'_>| {
                span.state == state
                    && self.scale.x(span.from) < self.scale.x(span.to)
            };
            if spans.iter().flatten().any(drawn) {
                let span = Span {
                    from: Moment::default(),
                    to: Moment::default(),
                    state,
                    reason: None,
                    object: None,
                    place: None,
                    said: None,
                };
                self.span(self.y, (x, 240), &span, "");
                let at = (x + 300, self.y + 16);
                self.canvas.text("note", "start", at, word);
                x += 500 + 57 * word.len() as u64;
            }
        }
        if queues {
            let (left, right) = (px(x), px(x + 240));
            let (low, high) = (self.y + 18, self.y + 8);
            let area = format!("M{left} {low}V{high}H{right}V{low}");
            self.canvas.path("level", &area);
            let at = (x + 300, self.y + 16);
            self.canvas.text("note", "start", at, "messages in a queue");
            x += 1700;
        }
        if !self.scale.timed {
            self.canvas.dot(x + 120, self.y + 12, "");
            let at = (x + 300, self.y + 16);
            self.canvas.text("note", "start", at, "an operation");
            x += 1200;
        }
        if self
            .trace
            .threads
            .iter()
            .any(|thread| thread.ended.is_none())
        {
            self.canvas.cross(x + 120, self.y + 12);
            let at = (x + 300, self.y + 16);
            self.canvas.text("note", "start", at, "has not ended");
        }
        self.y += ROW + 6;
    }
}
