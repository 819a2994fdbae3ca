//! The directive that includes a file: a code fence whose info string begins with `{include}`,
//! ```` ```{include} ../data/costs.csv ````.

/// What an info string asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive<'a> {
    /// The file: from the folder of the including one, or from the site's root with a `/` in front.
    pub path: &'a str,
    /// `lines=3-10`: the lines to take, counted from 1.
    pub lines: Option<&'a str>,
    /// `lang=rust`.
    pub language: Option<&'a str>,
    /// All of what stands behind the path.
    pub rest: &'a str,
}

/// The mark that an info string begins with.
pub const MARK: &str = "{include}";

/// Reads an info string; `None` when it is none of a directive. A path with spaces stands in `"`.
pub fn directive(info: &str) -> Option<Directive<'_>> {
    let rest = info.trim().strip_prefix(MARK)?.trim_start();
    let (path, rest) = match rest.strip_prefix('"').and_then(|r| r.split_once('"')) {
        Some(quoted) => quoted,
        None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
    };
    let option = |name: &str| {
        let words = rest.split_whitespace();
        let mut values = words.filter_map(|word| word.strip_prefix(name)?.strip_prefix('='));
        values.next()
    };
    Some(Directive {
        path,
        lines: option("lines"),
        language: option("lang"),
        rest,
    })
}

/// The paths of all directives that a Markdown text may hold, in order. Some may stand where they
/// are no directives, as in code that shows one.
pub fn paths(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(MARK).filter_map(|(at, _)| {
        let line = text[at..].lines().next()?;
        let is_fence = text[..at]
            .trim_end_matches([' ', '\t'])
            .ends_with(['`', '~']);
        is_fence.then(|| directive(line))?.map(|found| found.path)
    })
}

/// Where `path` leads from a file in `folder` (from the root, `/`-separated, without a `/` at its
/// end): a path from the root. `None` when it leaves the root or names nothing.
pub fn from_root(folder: &str, path: &str) -> Option<String> {
    let base = if path.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in base.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn info_strings_are_read() {
        let found = directive("{include} a.csv").expect("a directive");
        assert_eq!((found.path, found.lines, found.rest), ("a.csv", None, ""));
        let found = directive("{include} \"b c.rs\" lines=3-10 lang=rust {2}").expect("one");
        assert_eq!(found.path, "b c.rs");
        assert_eq!((found.lines, found.language), (Some("3-10"), Some("rust")));
        assert_eq!(directive("rust {include}"), None);
        assert_eq!(directive("{include}").map(|found| found.path), Some(""));
    }

    #[test]
    fn directives_are_found_in_a_text() {
        let text =
            "```{include} a.csv\n```\n\n> ~~~ {include} /b.md\n> ~~~\n\n文中の {include} c\n";
        assert_eq!(paths(text).collect::<Vec<_>>(), ["a.csv", "/b.md"]);
    }

    #[test]
    fn paths_stay_inside_the_root() {
        for (folder, path, expected) in [
            ("content/measures", "../a.csv", Some("content/a.csv")),
            ("content/measures", "/data/./a.csv", Some("data/a.csv")),
            ("", "a.csv", Some("a.csv")),
            ("content", "../../a.csv", None),
            ("content", "/../a.csv", None),
            ("content", "..", None),
        ] {
            assert_eq!(
                from_root(folder, path).as_deref(),
                expected,
                "{folder} {path}"
            );
        }
    }
}
