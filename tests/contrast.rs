//! The colours of code can be read: at least 4.5:1 on the ground of code and on that of marked
//! lines, light and dark.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn css(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("themes/standard/css")
        .join(name);
    fs::read_to_string(path).expect("a style sheet")
}

/// The two colours of `light-dark(…, …)` at the start of `value`.
fn pair(value: &str) -> Option<[[f64; 3]; 2]> {
    let inner = value.trim().strip_prefix("light-dark(")?.split_once(')')?.0;
    let (light, dark) = inner.split_once(',')?;
    Some([colour(light.trim())?, colour(dark.trim())?])
}

/// `#abc` or `#aabbcc`, each part from 0 to 1.
fn colour(hex: &str) -> Option<[f64; 3]> {
    let digits = hex.strip_prefix('#')?;
    let width = digits.len() / 3;
    let mut parts = [0.0; 3];
    for (i, part) in parts.iter_mut().enumerate() {
        let text = digits.get(i * width..(i + 1) * width)?;
        let text = if width == 1 {
            text.repeat(2)
        } else {
            text.to_owned()
        };
        *part = f64::from(u8::from_str_radix(&text, 16).ok()?) / 255.0;
    }
    Some(parts)
}

/// Relative luminance as WCAG 2 defines it.
fn luminance(colour: [f64; 3]) -> f64 {
    let linear = colour.map(|c| match c <= 0.04045 {
        true => c / 12.92,
        false => ((c + 0.055) / 1.055).powf(2.4),
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrast_is_that_of_wcag() {
    let [white, black, grey] = ["#fff", "#000", "#767676"].map(|c| colour(c).expect("a colour"));
    assert!((contrast(white, black) - 21.0).abs() < 1e-9);
    assert!((contrast(white, grey) - 4.54).abs() < 0.01);
}

#[test]
fn code_can_be_read() {
    let base = css("base.css");
    let ground = |name: &str| {
        let (_, value) = base.split_once(name).expect("the ground is a token");
        pair(value).expect("two colours")
    };
    let grounds = [ground("--ground-soft:"), ground("--ground-strong:")];
    let code = css("code.css");
    let colours: BTreeMap<&str, [[f64; 3]; 2]> = code
        .split("\n  .")
        .filter_map(|rule| {
            let (name, body) = rule.split_once(" {")?;
            let (_, value) = body.split_once("\n    color:")?;
            Some((name, pair(value)?))
        })
        .collect();
    assert!(colours.len() >= 8, "{:?}", colours.keys());
    for (name, colour) in &colours {
        for ground in grounds {
            for scheme in 0..2 {
                let found = contrast(colour[scheme], ground[scheme]);
                assert!(found >= 4.5, ".{name}: {found:.2}:1 in scheme {scheme}");
            }
        }
    }
}
