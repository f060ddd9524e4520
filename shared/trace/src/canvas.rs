//! What the SVG picture is put together from: its elements and its colours.

use std::fmt::Write;

/// Tenths of a pixel: whole numbers are the same on every machine.
pub(crate) type Tenths = u64;

/// Class names begin with `lab-`: within a page, styles are everyone's.
const STYLE: &str = "
.lab-run { font: 12px system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif; }
.lab-card { fill: #ffffff; stroke: #d0d7de; }
.lab-text { fill: #1f2328; }
.lab-note { fill: #59636e; font-size: 11px; }
.lab-grid { stroke: #e4e8ec; }
.lab-runs { fill: #b4bcc4; }
.lab-works { fill: #1f883d; }
.lab-inside { fill: #ffffff; font-size: 11px; pointer-events: none; }
.lab-sleeps { fill: #a9cbf5; }
.lab-waits { fill: #d8dee4; }
.lab-held { fill: #e8a33d; }
.lab-stripes { pointer-events: none; }
.lab-held-line { stroke: #ffffff; stroke-width: 3; }
.lab-level { fill: #cfe3fb; stroke: #2f7fd6; }
.lab-full { stroke: #b4bcc4; stroke-dasharray: 2 3; }
.lab-touch { fill: transparent; }
.lab-dot { fill: #1f2328; }
.lab-fail { fill: #cf222e; }
.lab-cross { stroke: #cf222e; stroke-width: 2.5; stroke-linecap: round; }
@media (prefers-color-scheme: dark) {
.lab-card { fill: #14181d; stroke: #3d444d; }
.lab-text { fill: #e6eaef; }
.lab-note { fill: #9aa4af; }
.lab-grid { stroke: #272d34; }
.lab-runs { fill: #656c76; }
.lab-works { fill: #238636; }
.lab-sleeps { fill: #34588a; }
.lab-waits { fill: #39414a; }
.lab-held { fill: #b87a1e; }
.lab-held-line { stroke: #14181d; }
.lab-level { fill: #1c3a5e; stroke: #58a6ff; }
.lab-full { stroke: #656c76; }
.lab-dot { fill: #e6eaef; }
.lab-fail { fill: #ff7b72; }
.lab-cross { stroke: #ff7b72; }
}
";

/// A picture in the making.
pub(crate) struct Canvas {
    out: String,
    limit: usize,
}

impl Canvas {
    /// Elements come in the order in which they are drawn. With more bytes of them than
    /// `limit` it [is full](Canvas::is_full).
    pub(crate) fn new(limit: usize) -> Canvas {
        Canvas {
            out: String::new(),
            limit,
        }
    }

    /// Whether it is larger than anybody wants it.
    pub(crate) fn is_full(&self) -> bool {
        self.out.len() > self.limit
    }

    /// A rectangle; `tip` is shown when the pointer rests on it.
    pub(crate) fn rect(
        &mut self,
        class: &str,
        (x, width): (Tenths, Tenths),
        (y, height): (u64, u64),
        tip: &str,
    ) {
        let round = if height > 12 { 2 } else { 1 };
        let _ = write!(
            self.out,
            "<rect class=\"lab-{class}\" x=\"{}\" y=\"{y}\" width=\"{}\" \
             height=\"{height}\" rx=\"{round}\"",
            px(x),
            px(width),
        );
        self.close("rect", tip);
    }

    /// Stripes over a rectangle.
    pub(crate) fn stripes(
        &mut self,
        (x, width): (Tenths, Tenths),
        (y, height): (u64, u64),
    ) {
        let _ = writeln!(
            self.out,
            "<rect class=\"lab-stripes\" x=\"{}\" y=\"{y}\" width=\"{}\" \
             height=\"{height}\" fill=\"url(#lab-stripes)\"/>",
            px(x),
            px(width),
        );
    }

    pub(crate) fn dot(&mut self, x: Tenths, y: u64, tip: &str) {
        let x = px(x);
        let _ = write!(
            self.out,
            "<circle class=\"lab-dot\" cx=\"{x}\" cy=\"{y}\" r=\"3.5\""
        );
        self.close("circle", tip);
    }

    /// Text whose baseline is at `y`; `anchor` is `start`, `middle` or `end`.
    pub(crate) fn text(
        &mut self,
        class: &str,
        anchor: &str,
        (x, y): (Tenths, u64),
        text: &str,
    ) {
        let _ = writeln!(
            self.out,
            "<text class=\"lab-{class}\" x=\"{}\" y=\"{y}\" \
             text-anchor=\"{anchor}\">{}</text>",
            px(x),
            escape(text),
        );
    }

    /// A line or an area, in the words of the `d` attribute of a path.
    pub(crate) fn path(&mut self, class: &str, d: &str) {
        let fill = if class == "level" {
            ""
        } else {
            " fill=\"none\""
        };
        let _ = writeln!(self.out, "<path class=\"lab-{class}\"{fill} d=\"{d}\"/>");
    }

    pub(crate) fn cross(&mut self, x: Tenths, y: u64) {
        let (left, right) = (px(x.saturating_sub(40)), px(x + 40));
        let (top, bottom) = (y - 4, y + 4);
        self.path(
            "cross",
            &format!("M{left} {top}L{right} {bottom}M{left} {bottom}L{right} {top}"),
        );
    }

    /// The whole picture, `width` by `height` pixels. `title` names it, and
    /// `description` tells it to those who do not see it.
    pub(crate) fn finish(
        self,
        (width, height): (u64, u64),
        title: &str,
        description: &str,
    ) -> String {
        let (title, description) = (escape(title), escape(description));
        let (inner_width, inner_height) = (width - 1, height - 1);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"lab-run\" \
             viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" style=\"max-width:100%;height:auto\" \
             role=\"img\" aria-label=\"{title}\">\n\
             <title>{title}</title>\n<desc>{description}</desc>\n\
             <style>{STYLE}</style>\n\
             <defs><pattern id=\"lab-stripes\" width=\"7\" height=\"7\" \
             patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <path class=\"lab-held-line\" d=\"M0 0V7\"/></pattern></defs>\n\
             <rect class=\"lab-card\" x=\"0.5\" y=\"0.5\" \
             width=\"{inner_width}\" height=\"{inner_height}\" rx=\"6\"/>\n\
             {}</svg>\n",
            self.out,
        )
    }

    fn close(&mut self, element: &str, tip: &str) {
        if tip.is_empty() {
            self.out += "/>\n";
        } else {
            let tip = escape(tip);
            let _ = writeln!(self.out, "><title>{tip}</title></{element}>");
        }
    }
}

/// A length in pixels.
pub(crate) fn px(tenths: Tenths) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            // In a page of Markdown, an empty line would end the picture.
            '\n' => out += "&#10;",
            // XML has no way to write the others.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
