//! Raw HTML cut into pieces: text, comments, tags. One tag at a time is read by html5ever's
//! tokenizer, so names, attributes and character references mean what they mean to browsers.

use std::cell::RefCell;
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// A piece of raw HTML, as a byte range of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(Range<usize>),
    Comment(Range<usize>),
    Tag(Range<usize>),
    /// `<!DOCTYPE …>`, `<?…?>`, `<![CDATA[…]]>`: never passed on.
    Other(Range<usize>),
}

/// A start or end tag.
#[derive(Debug)]
pub(super) struct Tag {
    /// Lower case.
    pub(super) name: String,
    pub(super) is_end: bool,
    pub(super) self_closing: bool,
    /// Lower-case names, decoded values; the first of each name.
    pub(super) attributes: Vec<(String, String)>,
}

/// The piece that starts at `at`, which must be below the length.
pub(super) fn next_piece(html: &str, at: usize) -> Piece {
    let rest = &html[at..];
    let end_of = |closing: &str| rest.find(closing).map(|i| at + i + closing.len());
    if !starts_markup(rest) {
        let found = rest
            .match_indices('<')
            .find(|(i, _)| starts_markup(&rest[*i..]));
        if let Some((i, _)) = found {
            return Piece::Text(at..at + i);
        }
        return Piece::Text(at..html.len());
    }
    if rest.starts_with("<!--") {
        return Piece::Comment(at..end_of("-->").unwrap_or(html.len()));
    }
    let closed = match rest.as_bytes()[1] {
        b'?' => end_of("?>").map(|end| Piece::Other(at..end)),
        b'!' if rest.starts_with("<![CDATA[") => end_of("]]>").map(|end| Piece::Other(at..end)),
        b'!' => end_of(">").map(|end| Piece::Other(at..end)),
        _ => tag_length(rest).map(|length| Piece::Tag(at..at + length)),
    };
    // Browsers drop all that follows a tag which is never closed; here it is shown.
    closed.unwrap_or(Piece::Text(at..html.len()))
}

fn starts_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.first() == Some(&b'<')
        && match bytes.get(1) {
            Some(b'/') => bytes.get(2).is_some_and(u8::is_ascii_alphabetic),
            Some(b'!' | b'?') => true,
            Some(byte) => byte.is_ascii_alphabetic(),
            None => false,
        }
}

/// The length of the tag at the start of `text`: up to the first `>` outside a quoted value.
fn tag_length(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut after_equals = false;
    for (i, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) => {
                if byte == open {
                    quote = None;
                }
            }
            (None, b'>') => return Some(i + 1),
            (None, b'"' | b'\'') if after_equals => {
                quote = Some(byte);
                after_equals = false;
            }
            (None, b'=') => after_equals = true,
            (None, b' ' | b'\t' | b'\n' | b'\r') => {}
            _ => after_equals = false,
        }
    }
    None
}

/// Longest tag that is read, bytes: the tokenizer's time grows with the square of the number of
/// attributes.
const LONGEST: usize = 16 * 1024;

/// Reads one tag; `None` when the text is not exactly one, or very long.
pub(super) fn read_tag(text: &str) -> Option<Tag> {
    if text.len() > LONGEST {
        return None;
    }
    if let Some(name) = text.strip_prefix("</").and_then(|t| t.strip_suffix('>')) {
        let name = name.trim_end();
        if name.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Some(Tag {
                name: name.to_ascii_lowercase(),
                is_end: true,
                self_closing: false,
                attributes: Vec::new(),
            });
        }
    }
    let mut tokens = tokenize(text).into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(Token::TagToken(tag)), None) => Some(Tag {
            name: tag.name.to_string(),
            is_end: tag.kind == TagKind::EndTag,
            self_closing: tag.self_closing,
            attributes: tag
                .attrs
                .into_iter()
                .map(|a| (a.name.local.to_string(), a.value.to_string()))
                .collect(),
        }),
        _ => None,
    }
}

/// The characters that a reference such as `&amp;` or `&#x3042;` stands for.
pub(super) fn decode(reference: &str) -> Option<String> {
    let mut text = String::new();
    for token in tokenize(reference) {
        match token {
            Token::CharacterTokens(characters) => text.push_str(&characters),
            _ => return None,
        }
    }
    (text != reference).then_some(text)
}

/// Collects tokens, without errors and the end of the input.
#[derive(Default)]
struct Sink {
    tokens: RefCell<Vec<Token>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if !matches!(token, Token::ParseError(_) | Token::EOFToken) {
            self.tokens.borrow_mut().push(token);
        }
        TokenSinkResult::Continue
    }
}

fn tokenize(text: &str) -> Vec<Token> {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text));
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.tokens.take()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_end_where_browsers_end_them() {
        assert_eq!(
            next_piece("<a title=\"1 > 0\">x", 0),
            Piece::Tag(0.."<a title=\"1 > 0\">".len())
        );
        assert_eq!(next_piece("<2>と<b>", 0), Piece::Text(0.."<2>と".len()));
        assert_eq!(next_piece("要約</b>", 0), Piece::Text(0.."要約".len()));
        assert_eq!(next_piece("<b", 0), Piece::Text(0..2));
        assert_eq!(next_piece("<b <i\n<u", 0), Piece::Text(0..8));
        assert_eq!(next_piece("<!-- a > b -->c", 0), Piece::Comment(0..14));
    }

    #[test]
    fn attributes_are_decoded() {
        let tag = read_tag("<A HREF='javascript&colon;x' onClick=y>").expect("a tag");
        assert_eq!(tag.name, "a");
        assert_eq!(
            tag.attributes,
            [
                ("href".to_owned(), "javascript:x".to_owned()),
                ("onclick".to_owned(), "y".to_owned())
            ]
        );
        assert_eq!(decode("&amp;").as_deref(), Some("&"));
        assert_eq!(decode("&zz;"), None);
    }
}
