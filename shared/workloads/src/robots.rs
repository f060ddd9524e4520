//! robots.txt: what a site asks crawlers to leave alone (RFC 9309).

/// The rules of one host. Without any, everything is allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Robots {
    /// Whether it is allowed, and for paths that begin with what.
    rules: Vec<(bool, String)>,
}

impl Robots {
    /// Reads the rules for all crawlers (`User-agent: *`). Lines that make no
    /// sense are passed over, as the RFC wants it.
    pub fn parse(text: &str) -> Robots {
        let mut rules = Vec::new();
        let (mut for_us, mut in_agents) = (false, false);
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let value = value.trim();
            match key.trim().to_ascii_lowercase().as_str() {
                "user-agent" => {
                    // Several agents in a row share the rules that follow.
                    for_us = (in_agents && for_us) || value == "*";
                    in_agents = true;
                }
                key @ ("allow" | "disallow") => {
                    in_agents = false;
                    // An empty `Disallow` disallows nothing.
                    if for_us && !value.is_empty() {
                        rules.push((key == "allow", value.to_owned()));
                    }
                }
                _ => {}
            }
        }
        Robots { rules }
    }

    /// Whether a path may be fetched: the longest rule that fits decides, and of
    /// equally long ones the one that allows.
    pub fn allows(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|(_, rule)| fits(rule, path));
        fitting
            .max_by_key(|(allows, rule)| (rule.len(), *allows))
            .is_none_or(|(allows, _)| *allows)
    }
}

/// Whether a path begins with a rule, in which `*` stands for anything and a `$`
/// at the end for the end of the path.
fn fits(rule: &str, path: &str) -> bool {
    let (rule, to_the_end) = match rule.strip_suffix('$') {
        Some(rule) => (rule, true),
        None => (rule, false),
    };
    let mut parts = rule.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else {
        return false;
    };
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        if to_the_end && parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    !to_the_end || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_decides() {
        let robots =
            Robots::parse("User-agent: *\nDisallow: /a\nAllow: /a/b # but\n");
        assert!(robots.allows("/"));
        assert!(!robots.allows("/a/c"));
        assert!(robots.allows("/a/b/c"));
    }

    #[test]
    fn only_the_groups_for_everybody_count() {
        let text = "User-agent: evil\nDisallow: /\n\nUser-agent: x\n\
                    user-agent: *\ndisallow: /p\nSitemap: http://a/\n";
        let robots = Robots::parse(text);
        assert!(robots.allows("/q"));
        assert!(!robots.allows("/p"));
        assert!(Robots::parse("User-agent: *\nDisallow:\n").allows("/"));
        assert!(Robots::parse("nonsense").allows("/"));
    }

    #[test]
    fn wildcards_stand_for_anything() {
        let robots = Robots::parse("User-agent: *\nDisallow: /*.pdf$\n");
        assert!(!robots.allows("/x/y.pdf"));
        assert!(robots.allows("/x/y.pdf?z"));
        assert!(robots.allows("/x/y.html"));
    }
}
