//! Addresses of output files.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A file of the site: `/`-separated, relative to the output folder, never empty, never with `.`
/// or `..` segments. Not percent-encoded: `measures/m08.html`, `文書/頁.html`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OutPath(String);

impl OutPath {
    /// Takes a path that the caller knows to be safe (see [`OutPath`]).
    pub fn new(path: impl Into<String>) -> Self {
        let path = path.into();
        debug_assert!(
            !path.is_empty() && path.split('/').all(|s| !matches!(s, "" | "." | "..")),
            "not an output path: {path:?}"
        );
        OutPath(path)
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address from the site's root, percent-encoded.
    pub fn encoded(&self) -> String {
        encode_path(&self.0)
    }

    /// The address below `root`, the absolute address of the site's root; a folder's page is named
    /// by the folder.
    pub fn absolute(&self, root: &str) -> String {
        let encoded = self.encoded();
        let folder = encoded
            .strip_suffix("index.html")
            .filter(|folder| folder.is_empty() || folder.ends_with('/'));
        format!("{root}{}", folder.unwrap_or(&encoded))
    }

    /// How many folders deep the file lies: 0 for `index.html`.
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }

    /// The prefix that leads from this file's folder to the site's root: ``, `../`, `../../` …
    pub fn to_root(&self) -> String {
        "../".repeat(self.depth())
    }

    /// The relative URL reference from this file to `target`, percent-encoded, always naming the
    /// file: `../targets/health-1.html`; a file's link to itself is its own name.
    pub fn relative(&self, target: &OutPath) -> String {
        let from: Vec<&str> = self.0.split('/').collect();
        let to: Vec<&str> = target.0.split('/').collect();
        let (from_dirs, to_dirs) = (&from[..from.len() - 1], &to[..to.len() - 1]);
        let shared = from_dirs
            .iter()
            .zip(to_dirs)
            .take_while(|(a, b)| a == b)
            .count();
        let mut url = "../".repeat(from_dirs.len() - shared);
        let down: Vec<String> = to[shared..].iter().map(|s| encode_segment(s)).collect();
        url.push_str(&down.join("/"));
        url
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Percent-encodes one path segment (UTF-8, upper-case hexadecimal), leaving RFC 3986's
/// unreserved characters and those sub-delimiters that are safe in HTML and in file names.
pub fn encode_segment(segment: &str) -> String {
    encode_with(segment, |byte| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b',' | b'@')
    })
}

/// Percent-encodes the segments of a `/`-separated path.
pub fn encode_path(path: &str) -> String {
    let segments: Vec<String> = path.split('/').map(encode_segment).collect();
    segments.join("/")
}

/// Percent-encodes a fragment (the part after `#`).
pub fn encode_fragment(fragment: &str) -> String {
    encode_segment(fragment)
}

fn encode_with(text: &str, keep: impl Fn(u8) -> bool) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    if text.bytes().all(&keep) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(3 * text.len());
    for byte in text.bytes() {
        if keep(byte) {
            out.push(byte as char);
        } else {
            let digit = |four: u8| char::from(DIGITS[usize::from(four & 15)]);
            out.extend(['%', digit(byte >> 4), digit(byte)]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_links_name_files() {
        let at = OutPath::new("targets/health-1.html");
        assert_eq!(
            at.relative(&OutPath::new("measures/m08.html")),
            "../measures/m08.html"
        );
        assert_eq!(
            at.relative(&OutPath::new("targets/health-2.html")),
            "health-2.html"
        );
        assert_eq!(at.relative(&OutPath::new("index.html")), "../index.html");
        assert_eq!(at.relative(&at), "health-1.html");
        let home = OutPath::new("index.html");
        assert_eq!(
            home.relative(&OutPath::new("文書/a b.html")),
            "%E6%96%87%E6%9B%B8/a%20b.html"
        );
    }
    #[test]
    fn addresses_are_absolute_and_encoded() {
        let at = |path: &str| OutPath::new(path).absolute("https://example.jp/a/");
        assert_eq!(at("index.html"), "https://example.jp/a/");
        assert_eq!(
            at("文書/index.html"),
            "https://example.jp/a/%E6%96%87%E6%9B%B8/"
        );
        assert_eq!(at("myindex.html"), "https://example.jp/a/myindex.html");
    }
}
