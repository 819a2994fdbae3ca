//! How large the images are, so that pages can keep their places before they are loaded.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What of an SVG file is read: its first tag.
const SVG_HEAD: u64 = 4 * 1024;

/// Width and height in pixels of the image at `path`; nothing for other files and for images that
/// do not say. A file that cannot be read is reported where it is copied.
pub fn size(path: &Path) -> Option<(u32, u32)> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp" => {
            let found = imagesize::size(path).ok()?;
            let number = |length: usize| u32::try_from(length).ok().filter(|&n| n > 0);
            Some((number(found.width)?, number(found.height)?))
        }
        "svg" => {
            let mut head = Vec::new();
            let file = File::open(path).ok()?;
            file.take(SVG_HEAD).read_to_end(&mut head).ok()?;
            svg_size(&String::from_utf8_lossy(&head))
        }
        _ => None,
    }
}

/// What the first tag of an SVG says: `width` and `height` in pixels, else its `viewBox`.
fn svg_size(text: &str) -> Option<(u32, u32)> {
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let pixels = |name: &str| length(attribute(tag, name)?);
    if let (Some(width), Some(height)) = (pixels("width"), pixels("height")) {
        return Some((width, height));
    }
    let numbers = attribute(tag, "viewBox")?;
    let mut numbers = numbers
        .split([' ', ',', '\n', '\t'])
        .filter(|number| !number.is_empty())
        .skip(2);
    Some((length(numbers.next()?)?, length(numbers.next()?)?))
}

/// The value of an attribute of a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let is_name = tag[..at].ends_with(char::is_whitespace);
        let value = tag[at + name.len()..].trim_start().strip_prefix('=')?;
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = value[1..].split(quote).next()?;
        is_name.then_some(value.trim())
    })
}

/// A length in pixels, rounded; other units and per cent say nothing of the screen.
fn length(text: &str) -> Option<u32> {
    let number: f64 = text
        .strip_suffix("px")
        .unwrap_or(text)
        .trim()
        .parse()
        .ok()?;
    let is_sane = number >= 1.0 && number <= f64::from(u16::MAX);
    is_sane.then(|| number.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn svg_says_its_size_or_its_shape() {
        let size = |attributes: &str| {
            svg_size(&format!(
                "<?xml?>\n<svg xmlns='x' {attributes}><rect width='9'/>"
            ))
        };
        assert_eq!(size("width=\"120\" height='60px'"), Some((120, 60)));
        assert_eq!(
            size("viewBox=\"0 0 32.4 16\" width=\"100%\""),
            Some((32, 16))
        );
        assert_eq!(size("stroke-width=\"3\" viewBox='0,0,8,4'"), Some((8, 4)));
        assert_eq!(size("width=\"2em\" height=\"1em\""), None);
        assert_eq!(size("viewBox=\"0 0 NaN inf\""), None);
        assert_eq!(svg_size("<html>"), None);
    }
}
