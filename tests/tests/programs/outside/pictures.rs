use std::fs;

use course_tests::program;
use tempfile::tempdir;

#[test]
fn thumbnails_are_real_pictures_and_damaged_files_lose_nobody() {
    for (name, what) in [
        ("real_world_cases", "images"),
        ("real_world_cases_solution", "thumbnails"),
    ] {
        let folder = tempdir().expect("a temporary folder");
        let (input, output) = (folder.path().join("in"), folder.path().join("out"));
        fs::create_dir(&input).expect("it is made");
        let wide = image::RgbImage::from_pixel(300, 100, image::Rgb([250, 0, 0]));
        wide.save(input.join("wide.png")).expect("it is written");
        let high = image::RgbImage::from_pixel(10, 20, image::Rgb([0, 0, 250]));
        high.save(input.join("high.jpeg")).expect("it is written");
        let mut cut = fs::read(input.join("wide.png")).expect("it is there");
        cut.truncate(60);
        fs::write(input.join("cut.png"), cut).expect("it is written");
        fs::write(input.join("empty.jpg"), "").expect("it is written");
        fs::write(input.join("notes.txt"), "no picture").expect("it is written");

        let ran = program(name)
            .args([what, "--real", "--size", "30"])
            .arg("--input")
            .arg(&input)
            .arg("--output")
            .arg(&output)
            .output()
            .expect("it runs");
        assert!(ran.status.success(), "{ran:?}");
        let text = String::from_utf8(ran.stdout).expect("text");
        assert!(text.contains("🎉 2 thumbnails, 2 damaged files"), "{text}");

        let made = image::open(output.join("wide_thumb.png")).expect("a picture");
        let made = made.into_rgb8();
        assert_eq!(made.dimensions(), (30, 10));
        assert_eq!(made.get_pixel(15, 5), &image::Rgb([250, 0, 0]));
        let made = image::open(output.join("high_thumb.jpeg")).expect("a picture");
        assert_eq!((made.width(), made.height()), (10, 20), "not enlarged");
        assert_eq!(fs::read_dir(&output).expect("a folder").count(), 2);
    }
}

#[test]
fn without_input_pictures_are_generated() {
    let folder = tempdir().expect("a temporary folder");
    let ran = program("real_world_cases")
        .args(["images", "--pictures", "3", "--output"])
        .arg(folder.path())
        .output()
        .expect("it runs");
    assert!(ran.status.success(), "{ran:?}");
    assert!(folder.path().join("picture01.png").is_file());
    assert!(folder.path().join("thumbs/picture02_thumb.jpg").is_file());
}
