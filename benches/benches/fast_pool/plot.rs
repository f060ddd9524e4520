//! Bars for the book, drawn as SVG.

use std::fmt::Write;

use benches::measure::Table;

const WIDTH: f64 = 720.0;
const NAMES: f64 = 240.0;
const LINE: f64 = 20.0;

/// A row of bars for each table, from short to long. The scale is logarithmic: a
/// tenfold cost is a step of the same width.
pub fn bars(tables: &[Table]) -> String {
    let lines: usize = tables.iter().map(|table| table.rows.len() + 3).sum();
    let height = LINE * lines as f64;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
         font-family=\"sans-serif\" font-size=\"13\" fill=\"#808080\">\n"
    );
    let mut y = LINE;
    for table in tables {
        let _ = writeln!(
            svg,
            "<text x=\"0\" y=\"{y}\" font-weight=\"bold\">{}: ns a job, logarithmic</text>",
            table.title
        );
        y += LINE;
        let mut rows: Vec<_> = table.rows.iter().collect();
        rows.sort_by(|a, b| a.value.total_cmp(&b.value));
        let most = rows.last().map_or(1.0, |row| row.value).max(10.0);
        for row in rows {
            let name = row.name.replace('<', "&lt;").replace('>', "&gt;");
            let share = (row.value.max(1.0).log10() / most.log10()).max(0.005);
            let width = share * (WIDTH - NAMES - 70.0);
            let colour = match row.name.starts_with("this pool") {
                true => "#d9822b",
                false => "#5b8bb0",
            };
            let _ = writeln!(
                svg,
                "<text x=\"{}\" y=\"{y}\" text-anchor=\"end\">{name}</text>\
                 <rect x=\"{NAMES}\" y=\"{}\" width=\"{width:.0}\" height=\"14\" \
                 fill=\"{colour}\"/><text x=\"{:.0}\" y=\"{y}\">{}</text>",
                NAMES - 8.0,
                y - 12.0,
                NAMES + width + 6.0,
                row.cells[0]
            );
            y += LINE;
        }
        y += LINE;
    }
    svg + "</svg>\n"
}
