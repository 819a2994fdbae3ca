//! Reads what the converter gives tag by tag: only elements and attributes of MathML Core pass, and
//! styles, which a strict content security policy forbids, become classes.

/// Deepest nesting of elements: beyond 512, page and MathML together, browsers flatten a page.
const DEEPEST: usize = 256;

const ELEMENTS: [&str; 24] = [
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "mtext",
    "mspace",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mfrac",
    "msqrt",
    "mroot",
    "mtable",
    "mtr",
    "mtd",
    "mphantom",
    "mpadded",
    "mmultiscripts",
    "mprescripts",
    "mstyle",
];
const ATTRIBUTES: [&str; 26] = [
    "display",
    "displaystyle",
    "scriptlevel",
    "mathvariant",
    "stretchy",
    "symmetric",
    "fence",
    "separator",
    "form",
    "lspace",
    "rspace",
    "minsize",
    "maxsize",
    "movablelimits",
    "largeop",
    "accent",
    "accentunder",
    "width",
    "height",
    "depth",
    "voffset",
    "linethickness",
    "columnspan",
    "rowspan",
    "class",
    "dir",
];

/// `made` with styles as classes and its source beside it; `None` when anything in it is not
/// MathML.
pub(super) fn clean(made: &str, latex: &str) -> Option<String> {
    let mut out = String::with_capacity(made.len() + latex.len());
    let mut open: Vec<&str> = Vec::new();
    let mut rest = made;
    while let Some((text, after)) = rest.split_once('<') {
        out.push_str(text);
        let (tag, after) = after.split_once('>')?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            (open.pop()? == name).then_some(())?;
            out.push_str(&format!("</{name}>"));
            continue;
        }
        let is_closed = tag.ends_with('/');
        let tag = tag.trim_end_matches('/').trim_end();
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        ELEMENTS.contains(&name).then_some(())?;
        out.push('<');
        out.push_str(name);
        push_attributes(&mut out, attributes)?;
        if open.is_empty() {
            let source = crate::text::html::escaped(latex);
            out.push_str(&format!(" alttext=\"{source}\""));
        }
        out.push('>');
        match is_closed {
            true => out.push_str(&format!("</{name}>")),
            false => open.push(name),
        }
        (open.len() <= DEEPEST).then_some(())?;
        // The converter leaves operators such as `<` as they are.
        if matches!(name, "mo" | "mi" | "mn") && !is_closed {
            let (content, _) = rest.split_once(&format!("</{name}>"))?;
            out.push_str(&content.replace('<', "&lt;").replace('>', "&gt;"));
            rest = &rest[content.len()..];
        }
    }
    out.push_str(rest);
    open.is_empty().then_some(out)
}

/// Writes allowed attributes, all classes in one.
fn push_attributes(out: &mut String, attributes: &str) -> Option<()> {
    let mut classes = String::new();
    let mut rest = attributes.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        rest = after.trim_start();
        match name {
            "style" => classes.push_str(&class_of(value)),
            "class" => classes.push_str(&format!(" {value}")),
            name if ATTRIBUTES.contains(&name) => {
                out.push_str(&format!(" {name}=\"{value}\""));
            }
            _ => return None,
        }
    }
    let classes = classes.trim();
    if !classes.is_empty() {
        out.push_str(&format!(" class=\"{classes}\""));
    }
    Some(())
}

/// The classes for a style. Distances are left to the browser.
fn class_of(style: &str) -> String {
    let mut classes = String::new();
    for declaration in style.split(';') {
        let (property, value) = declaration.split_once(':').unwrap_or_default();
        match property.trim() {
            "color" => classes.push_str(colour_class(value)),
            "border" => classes.push_str(" math-boxed"),
            "background-color" => classes.push_str(" math-marked"),
            _ => {}
        }
    }
    classes
}

/// One of few colours that can be read on light and dark ground, by the hue that was asked for.
fn colour_class(value: &str) -> &'static str {
    let parts: Vec<i32> = value
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|part| part.parse().ok())
        .collect();
    let [red, green, blue] = parts[..] else {
        return "";
    };
    let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
    match most - least < 40 {
        true => "",
        false if most == red && blue > green + 60 => " math-purple",
        false if most == red && green > 100 => " math-orange",
        false if most == red => " math-red",
        false if most == green => " math-green",
        false if red > green + 60 => " math-purple",
        false => " math-blue",
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn nothing_but_mathml_passes() {
        for made in [
            "<math><script>x</script></math>",
            "<math onclick=\"x\"></math>",
            "<math><mi>x</math>",
            "<math>",
            "<math><mi href=\"x\">y</mi></math>",
        ] {
            assert_eq!(clean(made, ""), None, "{made}");
        }
    }
}
