//! URLs as text: schemes and percent escapes.

/// The schemes that a link to elsewhere may have, in lower case.
pub const LINK_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The scheme in front of the first colon, if what stands there can be one (RFC 3986, 3.1).
pub fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let mut chars = scheme.chars();
    let can_be = chars.next()?.is_ascii_alphabetic()
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    can_be.then_some(scheme)
}

/// Whether `scheme`, in whatever case, is one of [`LINK_SCHEMES`].
pub fn is_link_scheme(scheme: &str) -> bool {
    LINK_SCHEMES.iter().any(|s| s.eq_ignore_ascii_case(scheme))
}

/// Resolves percent escapes; what is not valid UTF-8 then is left as written.
pub fn percent_decode(text: &str) -> String {
    let digit = |b: Option<&u8>| b.and_then(|b| (*b as char).to_digit(16));
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        match (digit(bytes.get(i + 1)), digit(bytes.get(i + 2))) {
            (Some(high), Some(low)) if bytes[i] == b'%' => {
                out.push((high * 16 + low) as u8);
                i += 3;
            }
            _ => {
                out.push(bytes[i]);
                i += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_that_are_no_text_stay_as_written() {
        assert_eq!(percent_decode("100%"), "100%");
        assert_eq!(percent_decode("%zz%FF"), "%zz%FF");
        assert_eq!(percent_decode("%E5%9B%B3"), "図");
    }

    #[test]
    fn schemes_are_told_from_paths() {
        assert_eq!(scheme("https://example.jp/"), Some("https"));
        assert_eq!(scheme("std::vec"), Some("std"));
        assert!(
            ["a/b:c", "図:1.md", "#a:b", ":x"]
                .iter()
                .all(|url| scheme(url).is_none())
        );
        assert!(is_link_scheme("HTTPS") && !is_link_scheme("javascript"));
    }
}
