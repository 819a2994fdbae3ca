//! The nearest of the known names, for "did you mean".

/// The candidate that `word` is most likely a slip of, or `None` when nothing is near.
///
/// Near is an edit distance (insert, delete, replace, swap of neighbours) of at most a third of
/// the longer word, rounded up, and less than all of `word`; or `word` being the start of exactly
/// one candidate. Case is ignored, and so are a folder and an extension that both share: these
/// would make any two files of a folder near. Of equals the first wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let mut best: Option<(usize, &'a str)> = None;
    let mut extensions: Vec<&'a str> = Vec::new();
    for candidate in candidates {
        let known = candidate.to_lowercase();
        if length >= 2 && known.starts_with(&word) {
            extensions.push(candidate);
        }
        let (own, other) = without_common_path(&word, &known);
        let length = own.chars().count();
        let distance = strsim::osa_distance(own, other);
        let allowed = length.max(other.chars().count()).div_ceil(3);
        if distance <= allowed
            && distance < length.max(1)
            && best.is_none_or(|(least, _)| distance < least)
        {
            best = Some((distance, candidate));
        }
    }
    match (best, extensions.as_slice()) {
        (Some((_, candidate)), _) => Some(candidate),
        (None, [only]) => Some(only),
        _ => None,
    }
}

/// The two words without the folders and the extension that they share.
fn without_common_path<'w>(a: &'w str, b: &'w str) -> (&'w str, &'w str) {
    let folder = |word: &str| word.rfind('/').map_or(0, |at| at + 1);
    let (start, other_start) = (folder(a), folder(b));
    let (a, b) = match a[..start] == b[..other_start] {
        true => (&a[start..], &b[other_start..]),
        false => (a, b),
    };
    match (a.rsplit_once('.'), b.rsplit_once('.')) {
        (Some((a, extension)), Some((b, other))) if extension == other => (a, b),
        _ => (a, b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [&str; 6] = ["title", "programme", "group", "date", "no", "番号"];

    #[test]
    fn slips_find_their_word() {
        for (word, expected) in [
            ("tilte", "title"),
            ("Title", "title"),
            ("program", "programme"),
            ("prog", "programme"),
            ("gruop", "group"),
            ("番合", "番号"),
        ] {
            assert_eq!(nearest(word, KEYS), Some(expected), "{word}");
        }
    }

    #[test]
    fn files_of_a_folder_are_not_near_for_that() {
        let files = ["measures/bad.md", "measures/m08.md"];
        assert_eq!(nearest("measures/nai.md", files), None);
        assert_eq!(nearest("measures/m008.md", files), Some("measures/m08.md"));
        assert_eq!(nearest("mesures/m08.md", files), Some("measures/m08.md"));
    }

    #[test]
    fn strangers_find_nothing() {
        for word in ["", "x", "budget", "状態", "oo"] {
            assert_eq!(
                nearest(word, ["title", "programme", "番号"]),
                None,
                "{word}"
            );
        }
    }
}
