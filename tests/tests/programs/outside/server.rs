//! A web server of a few lines, for one test each.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What an address answers: the status line's end, header lines, the body.
pub type Page = (&'static str, String, String);

/// A server that runs until the test ends.
pub struct Server {
    /// `127.0.0.1:PORT`
    pub host: String,
    log: Arc<Mutex<Log>>,
}

#[derive(Default)]
struct Log {
    requests: Vec<String>,
    now: usize,
    most: usize,
}

impl Server {
    /// Answers each path with its page and everything else with 404. Before it
    /// answers, `before` is called with the path.
    pub fn start(
        pages: HashMap<&'static str, Page>,
        before: impl Fn(&str) + Send + Sync + 'static,
    ) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let host = listener.local_addr().expect("an address").to_string();
        let log: Arc<Mutex<Log>> = Arc::default();
        let shared = Arc::new((pages, before, Arc::clone(&log)));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                thread::spawn(move || {
                    let (pages, before, log) = &*shared;
                    // A client that goes away is its own affair.
                    let _ = serve(&stream, pages, before, log);
                });
            }
        });
        Server { host, log }
    }

    /// The paths that were asked for, sorted.
    pub fn requests(&self) -> Vec<String> {
        let mut requests = self.log.lock().unwrap().requests.clone();
        requests.sort();
        requests
    }

    /// The most requests that were under way at once.
    pub fn most_at_once(&self) -> usize {
        self.log.lock().unwrap().most
    }
}

fn serve(
    mut stream: &TcpStream,
    pages: &HashMap<&'static str, Page>,
    before: &impl Fn(&str),
    log: &Mutex<Log>,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().unwrap_or(Ok(String::new()))?;
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = request.split(' ').nth(1).unwrap_or_default();
    {
        let mut log = log.lock().unwrap();
        log.requests.push(path.to_owned());
        log.now += 1;
        log.most = log.most.max(log.now);
    }
    before(path);
    // Before the answer: after it the client may already have asked again.
    log.lock().unwrap().now -= 1;
    let nothing = ("404 Not Found", String::new(), String::new());
    let (status, headers, body) = pages.get(path).unwrap_or(&nothing);
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\
         {headers}\r\n{body}",
        body.len()
    )
}

/// A page with links.
pub fn page(links: &[&str]) -> Page {
    let links: String = links
        .iter()
        .map(|link| format!("<p><a href=\"{link}\">here</a>\n"))
        .collect();
    let headers = "Content-Type: text/html; charset=utf-8\r\n".to_owned();
    ("200 OK", headers, format!("<!doctype html><body>{links}"))
}
