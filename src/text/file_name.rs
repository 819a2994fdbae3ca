//! Which file names can stand in a site, and which of them are one file somewhere. A site is unpacked, zipped and served on systems that
//! the author never sees, so the rules are the strictest of Windows, macOS and Linux.

use unicode_normalization::UnicodeNormalization;

/// Longest name of one file or folder, UTF-8 bytes.
const SEGMENT_BYTES: usize = 100;
/// Longest of [`stem`], which leaves room for an ending.
const LONGEST_STEM: usize = 90;
/// Longest path below the content folder, UTF-8 bytes: Windows' 260 with room for where it is put.
const PATH_BYTES: usize = 180;

/// Why `path` (`/`-separated, relative) cannot stand in a site: a help key of `unsafe-path`.
pub fn fault(path: &str) -> Option<&'static str> {
    if path.len() > PATH_BYTES {
        return Some("path-too-long");
    }
    path.split('/').find_map(segment_fault)
}

/// `text` as the name of a file without its ending, another one for each text: what cannot stand in
/// one, or would make it another kind of file, is `~` and the hexadecimal byte.
pub fn stem(text: &str) -> String {
    let is_plain = |c: char| {
        !c.is_control() && !matches!(c, '/' | '%' | '~') && segment_fault(&c.to_string()).is_none()
    };
    let is_special = is_reserved(text) || text.eq_ignore_ascii_case("index");
    let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
    let mut stem = String::new();
    for (at, c) in text.char_indices() {
        let stands = match c {
            '.' | ' ' => at > 0 && at < last,
            _ => is_plain(c) && !(is_special && at == 0),
        };
        match stands {
            true => stem.push(c),
            false => push_bytes(&mut stem, c),
        }
    }
    if stem.len() > LONGEST_STEM || stem.is_empty() {
        stem = format!("~{}", &blake3::hash(text.as_bytes()).to_hex()[..32]);
    }
    stem
}

fn push_bytes(stem: &mut String, c: char) {
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        stem.push_str(&format!("~{byte:02X}"));
    }
}

/// Paths of the same key are one file on some system: on Windows and macOS case does not count, and
/// macOS composes characters.
pub fn collision_key(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).nfc().collect()
}

fn segment_fault(name: &str) -> Option<&'static str> {
    if name.len() > SEGMENT_BYTES {
        Some("name-too-long")
    } else if name.contains(char::is_control) {
        Some("control")
    } else if name.contains(['\\', ':', '*', '?', '"', '<', '>', '|']) {
        Some("character")
    } else if name.ends_with(['.', ' ']) {
        Some("trailing")
    } else if is_reserved(name) {
        Some("reserved")
    } else {
        None
    }
}

/// Names that Windows keeps for devices, with or without an extension, in any case.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let stem = stem.to_ascii_uppercase();
    if matches!(
        stem.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) {
        return true;
    }
    let port = stem.strip_prefix("COM").or(stem.strip_prefix("LPT"));
    port.is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_system_refuses() {
        for (path, why) in [
            ("measures/aux.md", "reserved"),
            ("com1", "reserved"),
            ("a\u{7}.md", "control"),
            ("a\\b.md", "character"),
            ("頁 .md/x", "ok"),
            ("頁 /x.md", "trailing"),
            ("a./x.md", "trailing"),
            ("communication.md", "ok"),
            ("文書/頁 1.md", "ok"),
        ] {
            assert_eq!(fault(path).unwrap_or("ok"), why, "{path}");
        }
        assert_eq!(
            collision_key("A/が.html"),
            collision_key("a/か\u{3099}.html")
        );
        assert_ne!(collision_key("施策１"), collision_key("施策1"));
        assert_eq!(fault(&"あ".repeat(34)), Some("name-too-long"));
        assert_eq!(fault(&"あいう/".repeat(19)), Some("path-too-long"));
    }
}
