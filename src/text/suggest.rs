//! The nearest of the known names, for "did you mean".

/// The candidate that `word` is most likely a slip of, or `None` when nothing is near.
///
/// Near is an edit distance (insert, delete, replace, swap of neighbours) of at most a third of
/// the longer word, rounded up, and less than all of `word`; or `word` being the start of exactly
/// one candidate. Case is ignored. Of equals the first wins.
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
        let distance = strsim::osa_distance(&word, &known);
        let allowed = length.max(known.chars().count()).div_ceil(3);
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
