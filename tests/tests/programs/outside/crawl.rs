use std::collections::HashMap;

use course_tests::program;

use super::server::{Page, Server, page};

fn site() -> HashMap<&'static str, Page> {
    let redirect = "Location: /a#part\r\n".to_owned();
    let robots = "User-agent: *\nDisallow: /private\n".to_owned();
    HashMap::from([
        (
            "/",
            page(&["a", "/b?x=1&amp;y=2", "#top", "mailto:a@b", "/old"]),
        ),
        (
            "/a",
            page(&["/", "/deep", "/gone", "/private/x", "/picture.png"]),
        ),
        ("/b?x=1&y=2", page(&["/a", "/down"])),
        ("/deep", page(&["/deeper"])),
        ("/deeper", page(&["/deepest"])),
        ("/old", ("301 Moved Permanently", redirect, String::new())),
        (
            "/down",
            ("503 Service Unavailable", String::new(), String::new()),
        ),
        (
            "/picture.png",
            (
                "200 OK",
                "Content-Type: image/png\r\n".to_owned(),
                "<a href='/not_html'>".to_owned(),
            ),
        ),
        ("/robots.txt", ("200 OK", String::new(), robots)),
    ])
}

fn crawl(name: &str, what: &str, server: &Server, more: &[&str]) -> String {
    let url = format!("http://{}", server.host);
    let output = program(name)
        .args([what, "--real", "--delay", "0", "--url", &url])
        .args(more)
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn a_crawl_keeps_to_its_depth_its_host_limit_and_robots_txt() {
    let server = Server::start(site(), |_| ());
    let text = crawl("real_world_cases", "crawl", &server, &["--depth", "2"]);
    let expected = [
        "/",
        "/a",
        "/b?x=1&y=2",
        "/deep",
        "/down",
        "/gone",
        "/old",
        "/picture.png",
        "/robots.txt",
    ];
    assert_eq!(server.requests(), expected, "each once");
    assert!(
        server.most_at_once() <= 2,
        "two requests at once are allowed"
    );
    let host = &server.host;
    for line in [
        "depth 2: 5".to_owned(),
        "5 pages, 1 redirects".to_owned(),
        "1 left alone, as robots.txt asks".to_owned(),
        "2 broken links".to_owned(),
        format!("http://{host}/gone: status 404; linked from http://{host}/a"),
        format!("http://{host}/down: status 503; linked from http://{host}/b"),
        "🎉 done".to_owned(),
    ] {
        assert!(text.contains(&line), "no {line:?} in\n{text}");
    }
}

#[test]
fn a_depth_of_0_is_one_page() {
    let server = Server::start(site(), |_| ());
    crawl("real_world_cases", "crawl", &server, &["--depth", "0"]);
    assert_eq!(server.requests(), ["/", "/robots.txt"]);
}

#[test]
fn the_exercise_crawls_as_well() {
    let server = Server::start(site(), |_| ());
    let more = ["--depth", "9", "--per-host", "1"];
    let text = crawl("real_world_cases_solution", "crawler", &server, &more);
    // This one knows nothing of robots.txt.
    assert_eq!(server.requests().len(), 11, "{:?}", server.requests());
    assert_eq!(server.most_at_once(), 1);
    assert!(text.contains("📊 11 addresses"), "{text}");
}

#[test]
fn nobody_there_is_a_broken_link() {
    let server = Server::start(HashMap::new(), |_| ());
    let text = crawl("real_world_cases", "crawl", &server, &[]);
    assert!(
        text.contains("status 404; linked from the command line"),
        "{text}"
    );
}
