//! Real pictures: PNG and JPEG files.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{self, CompressionType, PngEncoder};
use image::imageops::{self, FilterType};
use image::{ImageFormat, RgbImage};
use rand::Rng;
use workloads::pictures::{Picture, Studio};

/// Reads pictures from one folder and writes thumbnails into another.
pub struct RealStudio {
    input: PathBuf,
    output: PathBuf,
}

impl RealStudio {
    /// With files in `input`, and an `output` folder, which is made if need be.
    ///
    /// # Errors
    ///
    /// When the output folder cannot be made.
    pub fn new(input: &Path, output: &Path) -> io::Result<RealStudio> {
        fs::create_dir_all(output)?;
        Ok(RealStudio {
            input: input.to_owned(),
            output: output.to_owned(),
        })
    }

    /// The names of the PNG and JPEG files in the input folder, in order.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn files(&self) -> io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.input)? {
            let name = PathBuf::from(entry?.file_name());
            let is_picture = ImageFormat::from_path(&name).is_ok_and(|format| {
                matches!(format, ImageFormat::Png | ImageFormat::Jpeg)
            });
            if is_picture && self.input.join(&name).is_file() {
                files.push(name);
            }
        }
        files.sort();
        Ok(files)
    }
}

/// Some errors of decoders end with a line break, others are quoted.
fn in_one_line(error: impl ToString) -> String {
    let text = error.to_string().replace('"', "").replace("\\n", ": ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a step costs in the lab, where computing takes no time.
fn cost(width: u32, height: u32, nanos_a_pixel: u64) -> Duration {
    let nanos = u64::from(width) * u64::from(height) * nanos_a_pixel;
    // Whole milliseconds read better.
    Duration::from_millis(nanos / 1_000_000)
}

impl Studio for RealStudio {
    fn decode(&self, source: &Path) -> Result<Picture, String> {
        let bytes = fs::read(self.input.join(source)).map_err(in_one_line)?;
        // By content: the name of a file may be wrong.
        let picture = image::load_from_memory(&bytes).map_err(in_one_line)?;
        let cost = cost(picture.width(), picture.height(), 200);
        let picture = lab::compute(cost, || picture.into_rgb8());
        Ok(Picture {
            width: picture.width(),
            height: picture.height(),
            pixels: picture.into_raw(),
            ticket: None,
        })
    }

    fn resize(&self, picture: Picture, width: u32, height: u32) -> Picture {
        let cost = cost(picture.width, picture.height, 100);
        let ticket = picture.ticket;
        let large =
            RgbImage::from_raw(picture.width, picture.height, picture.pixels)
                .expect("a picture has three bytes a pixel");
        let small = lab::compute(cost, || {
            imageops::resize(&large, width, height, FilterType::Triangle)
        });
        Picture {
            width,
            height,
            pixels: small.into_raw(),
            ticket,
        }
    }

    fn encode(&self, name: &Path, picture: Picture) -> Result<(), String> {
        let cost = cost(picture.width, picture.height, 1_000);
        let format = ImageFormat::from_path(name).map_err(in_one_line)?;
        let small =
            RgbImage::from_raw(picture.width, picture.height, picture.pixels)
                .expect("a picture has three bytes a pixel");
        let path = self.output.join(name);
        lab::compute(cost, || small.save_with_format(path, format))
            .map_err(in_one_line)
    }
}

/// Writes `count` pictures into a folder, alternately PNG and JPEG; of twelve,
/// one is cut off and one is no picture at all.
///
/// # Errors
///
/// When a file cannot be written.
pub fn generate(folder: &Path, count: u32, seed: u64) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for number in 1..=count {
        let is_png = number % 2 == 1;
        let extension = if is_png { "png" } else { "jpg" };
        let path = folder.join(format!("picture{number:02}.{extension}"));
        if number % 12 == 5 {
            fs::write(path, "This is a letter that someone named .png\n")?;
            continue;
        }
        let mut bytes = Vec::new();
        let picture = painted(number, seed);
        let written = if is_png {
            // Larger files, sooner.
            let (speed, filter) = (CompressionType::Fast, png::FilterType::NoFilter);
            let encoder = PngEncoder::new_with_quality(&mut bytes, speed, filter);
            picture.write_with_encoder(encoder)
        } else {
            picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 85))
        };
        written.map_err(io::Error::other)?;
        if number % 12 == 8 {
            // In the header, which no decoder can do without.
            bytes.truncate(100);
        }
        let mut file = BufWriter::new(File::create(path)?);
        file.write_all(&bytes)?;
        file.flush()?;
    }
    Ok(())
}

/// A colour gradient with a few rectangles on it.
fn painted(number: u32, seed: u64) -> RgbImage {
    let mut dice = lab::rng(seed, number.into(), 0);
    let mut below = |end: u32| (dice.next_u64() % u64::from(end)) as u32;
    let (width, height) = (240 + 40 * below(6), 160 + 40 * below(6));
    let tint = below(256) as u8;
    let mut picture = RgbImage::from_fn(width, height, |x, y| {
        let x = (255 * x / width) as u8;
        let y = (255 * y / height) as u8;
        image::Rgb([x, y, tint])
    });
    for _ in 0..5 {
        let colour =
            image::Rgb([below(256), below(256), below(256)].map(|c| c as u8));
        let (left, top) = (below(width - 60), below(height - 60));
        for (x, y) in (0..60).flat_map(|x| (0..60).map(move |y| (x, y))) {
            picture.put_pixel(left + x, top + y, colour);
        }
    }
    picture
}
