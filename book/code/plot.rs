//! Curves as a picture, for pages in light and in dark.

use std::error::Error;

use plotters::prelude::*;

/// A curve: its name and its points.
pub type Curve = (&'static str, Vec<(u32, u64)>);

/// Colours that stand out from white and from black.
const COLOURS: [RGBColor; 3] = [
    RGBColor(0x2b, 0x8a, 0x3e),
    RGBColor(0xd9, 0x6c, 0x06),
    RGBColor(0x3b, 0x82, 0xf6),
];

/// For lines and words.
const GREY: RGBColor = RGBColor(0x76, 0x76, 0x76);

/// Draws curves over whole numbers from 0, with what the axes mean.
///
/// # Errors
///
/// When the picture cannot be drawn.
pub fn svg(x: &str, y: &str, curves: &[Curve]) -> Result<String, Box<dyn Error>> {
    let points = || curves.iter().flat_map(|(_, points)| points);
    let right = points().map(|(x, _)| *x).max().unwrap_or(1);
    let top = points().map(|(_, y)| *y).max().unwrap_or(1);
    let mut picture = String::new();
    {
        let area =
            SVGBackend::with_string(&mut picture, (760, 360)).into_drawing_area();
        let font = |size| ("sans-serif", size).into_font().color(&GREY);
        let mut chart = ChartBuilder::on(&area)
            .margin(12)
            .x_label_area_size(44)
            .y_label_area_size(64)
            .build_cartesian_2d(0..right, 0..top + top / 20)?;
        chart
            .configure_mesh()
            .disable_mesh()
            .axis_style(GREY)
            .label_style(font(14))
            .axis_desc_style(font(15))
            .x_desc(x)
            .y_desc(y)
            .draw()?;
        for ((name, points), colour) in curves.iter().zip(COLOURS) {
            let line =
                LineSeries::new(points.iter().copied(), colour.stroke_width(3));
            chart.draw_series(line)?.label(*name).legend(move |(x, y)| {
                PathElement::new([(x, y), (x + 20, y)], colour.stroke_width(3))
            });
        }
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::MiddleRight)
            .label_font(font(15))
            .draw()?;
        area.present()?;
    }
    Ok(picture)
}
