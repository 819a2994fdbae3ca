//! Bytes → text. Content is UTF-8; what is not is named, shown decoded, and never used.

use std::ops::Range;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    DecoderResult, EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
};

/// A file's text, as good as it can be told.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text without a byte order mark; a guess when there is a fault.
    pub(super) text: String,
    /// Why the text must not be used.
    pub(super) fault: Option<Fault>,
}

/// What is wrong with a file's bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// What the file seems to be.
    pub(super) kind: FaultKind,
    /// Line of the first offending byte, from 1.
    pub(super) line: usize,
    /// That byte's position in its line, from 1.
    pub(super) byte: usize,
    /// The character made of it, in [`Decoded::text`].
    pub(super) at: Range<usize>,
}

/// What a file that is not UTF-8 seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// Text in that other encoding.
    Other(&'static Encoding),
    /// Not all of it is in that encoding, which its author named.
    Malformed(&'static Encoding),
    /// UTF-8 with some broken bytes in it.
    Damaged,
    /// Not text: it holds NUL bytes.
    Binary,
}

/// An encoding that an author may name for a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEncoding {
    /// UTF-8.
    Utf8,
    /// Shift_JIS with the characters that Windows adds (CP932).
    ShiftJis,
    /// EUC-JP.
    EucJp,
    /// ISO-2022-JP.
    Iso2022Jp,
    /// UTF-16, little-endian unless a mark says otherwise.
    Utf16,
}

impl TextEncoding {
    /// Each with the name by which `--encoding` takes it.
    const NAMES: [(&'static Encoding, &'static str); 5] = [
        (SHIFT_JIS, "shift_jis"),
        (EUC_JP, "euc-jp"),
        (ISO_2022_JP, "iso-2022-jp"),
        (UTF_16LE, "utf-16"),
        (UTF_16BE, "utf-16"),
    ];

    /// The name by which `--encoding` takes what a file seems to be.
    pub(super) fn option(encoding: &'static Encoding) -> Option<&'static str> {
        let mut names = Self::NAMES.iter();
        let found = names.find(|(known, _)| *known == encoding);
        found.map(|(_, name)| *name)
    }

    fn encoding(self) -> &'static Encoding {
        match self {
            TextEncoding::Utf8 => UTF_8,
            TextEncoding::ShiftJis => SHIFT_JIS,
            TextEncoding::EucJp => EUC_JP,
            TextEncoding::Iso2022Jp => ISO_2022_JP,
            TextEncoding::Utf16 => UTF_16LE,
        }
    }
}

/// Decodes a file whose encoding its author knows. What is not in that encoding is a fault.
pub(super) fn decode_as(bytes: &[u8], encoding: TextEncoding) -> Decoded {
    if encoding == TextEncoding::Utf8 {
        return decode(bytes);
    }
    let (own, mark) = match Encoding::for_bom(bytes) {
        Some((marked, length)) if encoding == TextEncoding::Utf16 && marked != UTF_8 => {
            (marked, length)
        }
        _ => (encoding.encoding(), 0),
    };
    let bytes = &bytes[mark..];
    let mut decoder = own.new_decoder_without_bom_handling();
    let most = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(most.unwrap_or(0));
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::Malformed(length, behind) => {
            let first = read.saturating_sub(usize::from(length) + usize::from(behind));
            let (shown, _) = own.decode_without_bom_handling(bytes);
            let kind = FaultKind::Malformed(own);
            finish(shown.into_owned(), text.len(), kind, bytes, first)
        }
        _ => Decoded { text, fault: None },
    }
}

/// Decodes a file. A UTF-8 byte order mark is dropped without a word.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        if encoding == UTF_8 {
            return decode_unmarked(&bytes[mark..]);
        }
        return foreign(&bytes[mark..], encoding, 0);
    }
    decode_unmarked(bytes)
}

fn decode_unmarked(bytes: &[u8]) -> Decoded {
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return with_nul(bytes, at);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => match iso_2022_jp_start(bytes) {
            Some(at) => foreign(bytes, ISO_2022_JP, at),
            None => Decoded {
                text: text.to_owned(),
                fault: None,
            },
        },
        Err(error) => not_utf8(bytes, error.valid_up_to()),
    }
}

/// The first escape sequence that switches ISO-2022-JP to a Japanese set. The encoding is pure
/// ASCII otherwise, so it would pass for UTF-8.
fn iso_2022_jp_start(bytes: &[u8]) -> Option<usize> {
    bytes
        .windows(3)
        .position(|w| matches!(w, b"\x1b$B" | b"\x1b$@" | b"\x1b(J" | b"\x1b(I"))
}

/// Text with NUL bytes is UTF-16 without a mark when most of them stand in one half of the pairs.
/// What is UTF-8 but for a few is not: Latin letters in UTF-16 have a NUL each, and others are no
/// UTF-8.
fn with_nul(bytes: &[u8], first: usize) -> Decoded {
    let nuls = |parity: usize| bytes.iter().skip(parity).step_by(2).filter(|b| **b == 0);
    let (even, odd) = (nuls(0).count(), nuls(1).count());
    if 4 * (even + odd) < bytes.len() && std::str::from_utf8(bytes).is_ok() {
        return broken(bytes, FaultKind::Binary, first);
    }
    if bytes.len().is_multiple_of(2) && odd > 9 * even {
        return foreign(bytes, UTF_16LE, 0);
    }
    if bytes.len().is_multiple_of(2) && even > 9 * odd {
        return foreign(bytes, UTF_16BE, 0);
    }
    broken(bytes, FaultKind::Binary, first)
}

fn not_utf8(bytes: &[u8], first: usize) -> Decoded {
    // A UTF-8 text of which a few bytes broke still holds many whole three-byte characters; other
    // encodings hold next to none.
    let lossy = String::from_utf8_lossy(bytes);
    let lost = lossy
        .chars()
        .filter(|&c| c == char::REPLACEMENT_CHARACTER)
        .count();
    let whole = lossy.chars().filter(|c| c.len_utf8() >= 3).count() - lost;
    if whole > 4 * lost {
        return broken(bytes, FaultKind::Damaged, first);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(Some(b"jp"), Utf8Detection::Deny);
    foreign(bytes, encoding, first)
}

/// A file in `encoding` whose first byte that UTF-8 cannot have meant is at `first`.
fn foreign(bytes: &[u8], encoding: &'static Encoding, first: usize) -> Decoded {
    let decoded = |part: &[u8]| encoding.decode_without_bom_handling(part).0.into_owned();
    let start = decoded(&bytes[..first]).len();
    finish(
        decoded(bytes),
        start,
        FaultKind::Other(encoding),
        bytes,
        first,
    )
}

/// A file that is read as UTF-8 with U+FFFD for what is broken.
fn broken(bytes: &[u8], kind: FaultKind, first: usize) -> Decoded {
    let start = String::from_utf8_lossy(&bytes[..first]).len();
    let text = String::from_utf8_lossy(bytes).into_owned();
    finish(text, start, kind, bytes, first)
}

fn finish(text: String, start: usize, kind: FaultKind, bytes: &[u8], first: usize) -> Decoded {
    let before = &bytes[..first];
    let line_start = before
        .iter()
        .rposition(|&b| b == b'\n')
        .map_or(0, |i| i + 1);
    let start = text.floor_char_boundary(start);
    let end = text[start..]
        .chars()
        .next()
        .map_or(start, |c| start + c.len_utf8());
    let fault = Fault {
        kind,
        line: before.iter().filter(|&&b| b == b'\n').count() + 1,
        byte: first - line_start + 1,
        at: start..end,
    };
    Decoded {
        text,
        fault: Some(fault),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "---\ntitle: 健康\n---\n介護ロボットのデータ連携基盤を構築する。\n";

    fn kind(bytes: &[u8]) -> FaultKind {
        decode(bytes).fault.expect("a fault").kind
    }

    #[test]
    fn utf8_passes_with_or_without_a_mark() {
        let plain = decode(TEXT.as_bytes());
        assert_eq!(
            plain,
            decode([b"\xef\xbb\xbf", TEXT.as_bytes()].concat().as_slice())
        );
        assert_eq!(plain.text, TEXT);
        assert_eq!(plain.fault, None);
    }

    #[test]
    fn japanese_encodings_are_named_and_shown() {
        for encoding in [SHIFT_JIS, EUC_JP, ISO_2022_JP] {
            let (bytes, _, _) = encoding.encode(TEXT);
            let decoded = decode(&bytes);
            assert_eq!(decoded.text, TEXT, "{}", encoding.name());
            let fault = decoded.fault.expect("a fault");
            assert_eq!(fault.kind, FaultKind::Other(encoding));
            assert_eq!((fault.line, fault.byte), (2, 8), "{}", encoding.name());
            assert_eq!(&TEXT[fault.at], "健");
        }
    }

    #[test]
    fn utf16_is_known_by_its_mark_or_its_nuls() {
        let little: Vec<u8> = "# 題\nabc\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(kind(&little), FaultKind::Other(UTF_16LE));
        let marked = [b"\xff\xfe".as_slice(), &little].concat();
        assert_eq!(decode(&marked).text, "# 題\nabc\n");
        assert_eq!(kind(&marked), FaultKind::Other(UTF_16LE));
    }

    #[test]
    fn an_encoding_that_is_named_is_taken_at_its_word() {
        let text = "番号,髙\n①,構築\n";
        let (bytes, _, _) = SHIFT_JIS.encode(text);
        let decoded = decode_as(&bytes, TextEncoding::ShiftJis);
        assert_eq!((decoded.text.as_str(), decoded.fault), (text, None));
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [b"\xff\xfe".as_slice(), &wide].concat();
        assert_eq!(decode_as(&wide, TextEncoding::Utf16).text, text);
        assert_eq!(decode_as(&marked, TextEncoding::Utf16).text, text);
        let decoded = decode_as("番号\n構築".as_bytes(), TextEncoding::EucJp);
        let fault = decoded.fault.expect("a fault");
        assert_eq!(fault.kind, FaultKind::Malformed(EUC_JP));
        assert!(decoded.text[fault.at].contains(char::REPLACEMENT_CHARACTER));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_as_anything(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            for encoding in [TextEncoding::ShiftJis, TextEncoding::Iso2022Jp, TextEncoding::Utf16] {
                let decoded = decode_as(&bytes, encoding);
                if let Some(fault) = decoded.fault {
                    prop_assert!(decoded.text.get(fault.at).is_some());
                }
            }
        }

        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let decoded = decode(&bytes);
            if let Some(fault) = decoded.fault {
                prop_assert!(decoded.text.get(fault.at).is_some());
            } else {
                prop_assert!(std::str::from_utf8(&bytes).is_ok());
            }
        }
    }

    #[test]
    fn broken_utf8_and_binaries_are_told_apart() {
        let mut bytes = "一行目の文字列\n二行目の文字列".as_bytes().to_vec();
        let cut = bytes.len() - 1;
        bytes.truncate(cut);
        let decoded = decode(&bytes);
        let fault = decoded.fault.expect("a fault");
        assert_eq!((fault.kind, fault.line), (FaultKind::Damaged, 2));
        assert_eq!(kind("a\0b\0\0c\0".as_bytes()), FaultKind::Binary);
        assert_eq!(kind("# 題 \0b\n".as_bytes()), FaultKind::Binary);
        assert_eq!(kind(b"# A\0b\n"), FaultKind::Binary);
        assert_eq!(decode(b"").fault, None);
    }
}
