//! Real sites.

use std::io::Read;
use std::time::Duration;

use html5gum::{DefaultEmitter, Token, Tokenizer};
use oxiri::Iri;
use ureq::Agent;
use ureq::http::{Response, header};
use workloads::robots::Robots;
use workloads::site::{Answer, Fetch, FetchError, Fetched};

/// What is read of a page; the rest of a larger one is left.
const LARGEST: u64 = 2 * 1024 * 1024;

/// The name under which it asks.
const NAME: &str = "worker-pool-course/0.1";

/// Fetches over HTTP. Clones share their connections.
#[derive(Clone)]
pub struct Web {
    agent: Agent,
}

impl Web {
    /// Gives up a request after `timeout`.
    pub fn new(timeout: Duration) -> Web {
        let config = Agent::config_builder()
            .timeout_global(Some(timeout))
            .user_agent(NAME)
            // A redirect is an answer: the crawler decides where to go.
            .max_redirects(0)
            .build();
        Web {
            agent: config.new_agent(),
        }
    }

    fn get(&self, url: &str) -> Result<Response<ureq::Body>, FetchError> {
        self.agent.get(url).call().map_err(|error| match error {
            ureq::Error::StatusCode(code) => FetchError::Status(code),
            ureq::Error::Timeout(_) => FetchError::Timeout,
            other => FetchError::Failed(other.to_string()),
        })
    }
}

impl Fetch for Web {
    fn fetch(&self, url: &str) -> Answer {
        let mut response = self.get(url)?;
        if response.status().is_redirection() {
            let to = text(&response, header::LOCATION.as_str())
                .and_then(|to| absolute(url, to));
            return match to {
                Some(to) => Ok(Fetched::Redirect { to }),
                None => Err(FetchError::Failed("a redirect to nowhere".to_owned())),
            };
        }
        let kind = text(&response, header::CONTENT_TYPE.as_str());
        if kind.is_some_and(|kind| !kind.starts_with("text/html")) {
            // Not read: pictures and archives link to nothing.
            return Ok(Fetched::Page { links: Vec::new() });
        }
        let page = body(&mut response)?;
        Ok(Fetched::Page {
            links: links(url, &page),
        })
    }

    /// Without one everything is allowed; when
    /// the server is out of order nothing is, as RFC 9309 wants it.
    fn robots(&self, host: &str) -> Robots {
        match self.get(&format!("http://{host}/robots.txt")) {
            Ok(mut response) if response.status().is_success() => {
                body(&mut response)
                    .map(|text| Robots::parse(&String::from_utf8_lossy(&text)))
                    .unwrap_or_default()
            }
            Ok(_) => Robots::default(),
            Err(FetchError::Status(400..=499)) => Robots::default(),
            Err(_) => Robots::parse("User-agent: *\nDisallow: /\n"),
        }
    }
}

fn text<'a>(response: &'a Response<ureq::Body>, name: &str) -> Option<&'a str> {
    response.headers().get(name)?.to_str().ok()
}

fn body(response: &mut Response<ureq::Body>) -> Result<Vec<u8>, FetchError> {
    let mut bytes = Vec::new();
    let body = response.body_mut().as_reader();
    match body.take(LARGEST).read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(FetchError::Failed(error.to_string())),
    }
}

/// The addresses that a page links to, in its order, each once.
pub fn links(url: &str, page: &[u8]) -> Vec<String> {
    let mut links: Vec<String> = Vec::new();
    let mut base = url.to_owned();
    let mut emitter = DefaultEmitter::default();
    // What is in a script or a style is no markup.
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(page, emitter) {
        let Token::StartTag(tag) = token else {
            continue;
        };
        let Some(target) = tag.attributes.get(b"href".as_slice()) else {
            continue;
        };
        let target = String::from_utf8_lossy(target);
        match tag.name.as_slice() {
            b"base" => base = absolute(url, target.trim()).unwrap_or(base),
            b"a" | b"area" => {
                if let Some(link) = absolute(&base, target.trim())
                    && !links.contains(&link)
                {
                    links.push(link);
                }
            }
            _ => {}
        }
    }
    links
}

/// The address that a link on a page leads to (RFC 3986, section 5), without its
/// fragment; `None` when that is no address of the web.
pub fn absolute(page: &str, link: &str) -> Option<String> {
    let link = link.replace(' ', "%20");
    let whole = Iri::parse(page).ok()?.resolve(&link).ok()?;
    let scheme = whole.scheme().to_ascii_lowercase();
    let default_port = match scheme.as_str() {
        "http" => ":80",
        "https" => ":443",
        _ => return None,
    };
    let host = whole.authority()?.to_ascii_lowercase();
    let host = host.strip_suffix(default_port).unwrap_or(&host);
    // One address, one name: `http://a` is `http://a/`.
    let path = match whole.path() {
        "" => "/",
        path => path,
    };
    let query = whole
        .query()
        .map_or(String::new(), |query| format!("?{query}"));
    Some(format!("{scheme}://{host}{path}{query}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_absolute_and_without_fragment() {
        let page = br##"<!-- <a href="/no"> --><A HREF='b?x=1&amp;y=2#top'>b</a>
            <a href="//other.example">o</a> <a href="mailto:me@here">mail</a>
            <a href="../a b">c</a> <a name="no">d</a> <a href="b?x=1&y=2">b</a>
            <script>"<a href='/script'>"</script>"##;
        assert_eq!(
            links("http://a.example/x/y", page),
            [
                "http://a.example/x/b?x=1&y=2",
                "http://other.example/",
                "http://a.example/a%20b",
            ]
        );
    }

    #[test]
    fn a_base_changes_where_links_lead() {
        let page = b"<base href='/dir/'><a href='x'>";
        assert_eq!(links("http://a/", page), ["http://a/dir/x"]);
    }

    #[test]
    fn an_address_has_one_form() {
        assert_eq!(
            absolute("http://A.example:80", "").as_deref(),
            Some("http://a.example/")
        );
        assert_eq!(absolute("http://a/", "javascript:void(0)"), None);
        assert_eq!(absolute("nonsense", "http://["), None);
    }
}
