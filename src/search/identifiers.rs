//! Names in programs: `camelCase` and `snake_case` hold several words.

/// The identifiers of `text`: longest runs of ASCII letters, digits and `_`.
pub(super) fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .map(|name| name.trim_matches('_'))
        .filter(|name| !name.is_empty())
}

/// The pieces of an identifier of more than one: `getUserName` → get, User, Name; `HTTPServer` →
/// HTTP, Server; `user_name` → user, name; `utf8` → utf. Nothing for other words.
pub(super) fn pieces(name: &str) -> impl Iterator<Item = &str> {
    let bytes = name.as_bytes();
    let is_name = bytes.len() > 1
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let mut rest = if is_name { name } else { "" };
    let is_whole = piece_len(rest) == rest.len();
    rest = if is_whole { "" } else { rest };
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches('_');
        let (piece, after) = rest.split_at(piece_len(rest));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
    .filter(|piece| piece.len() > 1)
}

/// The length of the piece that `name` begins with: capitals, or lower case behind at most one
/// capital, or digits.
fn piece_len(name: &str) -> usize {
    let bytes = name.as_bytes();
    let run = |from: usize, is: fn(&u8) -> bool| {
        let rest = bytes.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|&byte| is(byte)).count()
    };
    let capitals = run(0, u8::is_ascii_uppercase);
    match capitals {
        0 if bytes.first().is_some_and(u8::is_ascii_digit) => run(0, u8::is_ascii_digit),
        0 | 1 => run(capitals, u8::is_ascii_lowercase),
        // The last capital begins the next word: HTTP|Server.
        _ if bytes.get(capitals).is_some_and(u8::is_ascii_lowercase) => capitals - 1,
        _ => capitals,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_their_words() {
        for (name, expected) in [
            ("getUserName", &["get", "User", "Name"][..]),
            ("HTTPServer", &["HTTP", "Server"]),
            ("user_name", &["user", "name"]),
            ("__init__", &["init"]),
            ("utf8", &["utf"]),
            ("SHA256", &["SHA", "256"]),
            ("PHR", &[]),
            ("Server", &[]),
            ("phr", &[]),
            ("2020", &[]),
            ("a", &[]),
            ("診断", &[]),
            ("", &[]),
        ] {
            assert_eq!(pieces(name).collect::<Vec<_>>(), expected, "{name}");
        }
    }

    #[test]
    fn identifiers_are_runs_of_letters_digits_and_underscores() {
        let found: Vec<_> = identifiers("let _user_name = é.get(PHR_1);").collect();
        assert_eq!(found, ["let", "user_name", "get", "PHR_1"]);
    }
}
