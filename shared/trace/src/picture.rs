//! The lanes of the SVG picture, one below the other.

use std::fmt::Write;

use crate::axis::{self, Ticks};
use crate::canvas::{Canvas, Tenths, px};
use crate::chrome::span_name;
use crate::spans::{Moment, Series, Span, State};
use crate::{Trace, What, source, text};

pub(crate) const WIDTH: u64 = 960;
pub(crate) const TOP: u64 = 40;
pub(crate) const ROW: u64 = 24;
pub(crate) const QUEUE: u64 = 34;
pub(crate) const LONGEST_NAME: usize = 22;

/// Right of the lanes.
const NOTES: u64 = 150;
/// Above a lane, for a word at each step.
const WORDS: u64 = 12;

/// More steps than this could not be told apart.
const MOST_STEPS: u64 = 120;
/// With more than this, there is no room for words.
const MOST_WORDS: u64 = 16;

/// From the axis of a run to the pixels of its picture.
pub(crate) struct Scale {
    /// Whether the axis is virtual time, or steps.
    pub(crate) timed: bool,
    from: u64,
    to: u64,
    pub(crate) left: u64,
}

impl Scale {
    pub(crate) fn new(end: Moment, left: u64) -> Scale {
        let timed = end.at > 0;
        let steps = end.step as u64;
        let (from, to) = match timed {
            true => (0, end.at),
            false => (steps.saturating_sub(MOST_STEPS), steps.max(1)),
        };
        Scale {
            timed,
            from,
            to,
            left,
        }
    }

    pub(crate) fn x(&self, moment: Moment) -> Tenths {
        let value = if self.timed {
            moment.at
        } else {
            moment.step as u64
        };
        self.at(value)
    }

    /// The middle of a step, counted from 1.
    fn step(&self, step: u64) -> Tenths {
        self.at(step - 1).midpoint(self.at(step))
    }

    fn has_words(&self) -> bool {
        !self.timed && self.to - self.from <= MOST_WORDS
    }

    fn at(&self, value: u64) -> Tenths {
        let value = u128::from(value.clamp(self.from, self.to) - self.from);
        let tenths = u128::from(10 * (WIDTH - NOTES - self.left));
        let x = value * tenths / u128::from(self.to - self.from);
        10 * self.left + x as u64
    }
}

/// A picture in the making.
pub(crate) struct Picture<'a> {
    pub(crate) trace: &'a Trace,
    pub(crate) canvas: Canvas,
    pub(crate) scale: Scale,
    /// Where the next lane goes.
    pub(crate) y: u64,
}

impl Picture<'_> {
    pub(crate) fn grid(&mut self, bottom: u64) {
        let Scale {
            timed, from, to, ..
        } = self.scale;
        let ticks = if timed {
            Ticks::of_time(to, 10)
        } else {
            Ticks::of_steps(to, 10)
        };
        for (at, label) in ticks.marks {
            if at < from || (at == 0 && !timed) {
                continue;
            }
            let x = if timed {
                self.scale.at(at)
            } else {
                self.scale.step(at)
            };
            let line = format!("M{} {}V{bottom}", px(x), TOP - 8);
            self.canvas.path("grid", &line);
            self.canvas.text("note", "middle", (x, TOP - 14), &label);
        }
        let unit = if timed { ticks.unit } else { "step" };
        let at = ((self.scale.left - 10) * 10, TOP - 14);
        self.canvas.text("note", "end", at, unit);
        if timed {
            let words = format!("{} {} in all", ticks.total, ticks.unit);
            self.note(TOP - 14, &words);
        }
    }

    fn label(&mut self, y: u64, name: &str) {
        let name = text::cut(name, LONGEST_NAME);
        let at = ((self.scale.left - 10) * 10, y);
        self.canvas.text("text", "end", at, &name);
    }

    fn note(&mut self, y: u64, words: &str) {
        let at = ((WIDTH - NOTES + 24) * 10, y);
        self.canvas.text("note", "start", at, words);
    }

    pub(crate) fn row(&self) -> u64 {
        ROW + if self.scale.has_words() { WORDS } else { 0 }
    }

    pub(crate) fn lane(&mut self, thread: usize, spans: &[Span<'_>]) {
        let y = self.y + self.row() - ROW;
        self.label(y + 16, &self.trace.threads[thread].name);
        for span in spans {
            if self.canvas.is_full() {
                break;
            }
            let (from, to) = (self.scale.x(span.from), self.scale.x(span.to));
            if from < to {
                self.span(y, (from, to - from), span, &tip(thread, self, span));
            }
        }
        if !self.scale.timed {
            self.operations(thread, y);
        }
        if self.trace.threads[thread].ended.is_none() {
            self.canvas.cross(self.scale.at(self.scale.to) + 70, y + 12);
        }
        let works = spans.iter().filter(|span| span.state == State::Works);
        let busy: u64 = works.map(Span::duration).sum();
        if busy > 0 {
            self.note(y + 16, &format!("{} of work", axis::time(busy)));
        }
        self.y += self.row();
    }

    fn operations(&mut self, thread: usize, y: u64) {
        let events = self.trace.events.iter().zip(self.trace.moments());
        for (event, now) in events {
            let step = now.step as u64 + 1;
            let skipped = event.thread != thread || step <= self.scale.from;
            if skipped || event.what == What::Woken {
                continue;
            }
            let words = self.trace.in_words(event);
            let x = self.scale.step(step);
            if self.scale.has_words()
                && let Some(verb) = words.split(' ').next()
            {
                self.canvas.text("note", "middle", (x, y + 2), verb);
            }
            let place = event.place.map(source::named);
            let place = place.map(|place| format!("\n{place}"));
            let place = place.unwrap_or_default();
            self.canvas
                .dot(x, y + 12, &format!("step {step}: {words}{place}"));
        }
    }

    pub(crate) fn span(
        &mut self,
        y: u64,
        x: (Tenths, Tenths),
        span: &Span<'_>,
        tip: &str,
    ) {
        let canvas = &mut self.canvas;
        match span.state {
            State::Runs => canvas.rect("runs", x, (y + 11, 2), tip),
            State::Waits => canvas.rect("waits", x, (y + 9, 6), tip),
            State::Sleeps => canvas.rect("sleeps", x, (y + 7, 10), tip),
            State::HeldUp => {
                canvas.rect("held", x, (y + 7, 10), tip);
                canvas.stripes(x, (y + 7, 10));
            }
            State::Works => {
                // A hair of space, so that the next piece of work stands apart.
                let width = x.1.saturating_sub(10).max(10);
                canvas.rect("works", (x.0, width), (y + 3, 18), tip);
                let words = axis::time(span.duration());
                if width > 70 * words.len() as u64 {
                    let middle = x.0 + width / 2;
                    canvas.text("inside", "middle", (middle, y + 16), &words);
                }
            }
        }
    }

    pub(crate) fn queue(&mut self, object: usize, series: &Series) {
        let name = text::label(&self.trace.objects[object]);
        let capacity = self.trace.objects[object].capacity.unwrap_or(0);
        let full = capacity.max(series.peak()) as u64;
        let (top, floor) = (self.y + 8, self.y + QUEUE - 2);
        let height = |value: usize| value as u64 * (floor - top) / full;
        let end = self.scale.at(self.scale.to);
        if capacity > 0 {
            let (left, right) = (px(10 * self.scale.left), px(end));
            let top = floor - height(capacity);
            self.canvas.path("full", &format!("M{left} {top}H{right}"));
        }
        let before = |&&(now, _): &&(Moment, usize)| {
            !self.scale.timed && (now.step as u64) < self.scale.from
        };
        let skipped = series.points.iter().take_while(before).count();
        let points = &series.points[skipped.saturating_sub(1)..];
        let ends = points.iter().skip(1).map(|&(now, _)| self.scale.x(now));
        let ends: Vec<Tenths> = ends.chain([end]).collect();
        let start = points.first().map_or(end, |&(now, _)| self.scale.x(now));
        let mut area = format!("M{} {floor}", px(start));
        for (&(now, value), to) in points.iter().zip(&ends) {
            let from = px(self.scale.x(now));
            let _ = write!(area, "H{from}V{}H{}", floor - height(value), px(*to));
        }
        self.canvas.path("level", &format!("{area}V{floor}"));
        for (&(now, value), to) in points.iter().zip(ends) {
            let from = self.scale.x(now);
            if from < to {
                let tip = format!("{name}: {value} queued");
                let y = (self.y + 4, QUEUE - 6);
                self.canvas.rect("touch", (from, to - from), y, &tip);
            }
        }
        self.label(floor - 6, &name);
        self.note(floor - 6, &self.trace.peak(object, series));
        self.y += QUEUE;
    }
}

fn tip(thread: usize, picture: &Picture<'_>, span: &Span<'_>) -> String {
    let trace = picture.trace;
    let mut tip = format!("{} {}", trace.threads[thread].name, span_name(span));
    if picture.scale.timed {
        let time = axis::time;
        let (from, to) = (time(span.from.at), time(span.to.at));
        let _ = write!(tip, ", {from} to {to} ({})", time(span.duration()));
    }
    if let Some(said) = span.said {
        let _ = write!(tip, "\n{said}");
    }
    if let Some(place) = span.place {
        let _ = write!(tip, "\n{}", source::named(place));
    }
    tip
}
