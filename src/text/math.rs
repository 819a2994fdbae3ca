//! Formulas: LaTeX → MathML. The only file that knows the converter.
//!
//! What it gives is read tag by tag: only elements and attributes of MathML Core pass, and styles,
//! which a strict content security policy forbids, become classes.

use pulldown_latex::config::DisplayMode;
use pulldown_latex::{Parser, RenderConfig, Storage, push_mathml};

/// Longest formula, bytes.
const LONGEST: usize = 10_000;
/// Deepest nesting of groups: the converter walks them by recursion.
const DEEPEST: usize = 40;
/// Most parts of a formula.
const MOST_EVENTS: usize = 20_000;
/// Definitions could expand without bound.
const DEFINITIONS: [&str; 8] = [
    "\\def",
    "\\edef",
    "\\gdef",
    "\\let",
    "\\futurelet",
    "\\newcommand",
    "\\renewcommand",
    "\\providecommand",
];

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

/// The MathML of a formula in LaTeX, with the formula as its alternative text; `display` sets it on
/// lines of its own.
///
/// # Errors
/// Why it is no formula, in English.
pub fn mathml(latex: &str, display: bool) -> Result<String, String> {
    limits(latex)?;
    let storage = Storage::new();
    let mut events = Vec::new();
    for event in Parser::new(latex, &storage) {
        events.push(event.map_err(|error| reason(&error.to_string()))?);
        if events.len() > MOST_EVENTS {
            return Err("the formula is too long".to_owned());
        }
    }
    let config = RenderConfig {
        display_mode: match display {
            true => DisplayMode::Block,
            false => DisplayMode::Inline,
        },
        ..RenderConfig::default()
    };
    let mut made = String::new();
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    push_mathml(&mut made, events, config).map_err(|error| error.to_string())?;
    clean(&made, latex).ok_or_else(|| "the formula cannot be shown".to_owned())
}

fn limits(latex: &str) -> Result<(), String> {
    if latex.len() > LONGEST {
        return Err("the formula is too long".to_owned());
    }
    if DEFINITIONS.iter().any(|name| latex.contains(name)) {
        return Err("definitions of commands are not supported".to_owned());
    }
    let mut depth = 0_usize;
    for c in latex.chars() {
        match c {
            '{' | '[' | '(' => depth += 1,
            '}' | ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err("groups are nested too deep".to_owned());
        }
    }
    let opened = ["\\left", "\\begin"]
        .iter()
        .map(|name| latex.matches(name).count());
    match opened.sum::<usize>() > DEEPEST {
        true => Err("groups are nested too deep".to_owned()),
        false => Ok(()),
    }
}

/// The sentence of an error without the picture of the place below it.
fn reason(said: &str) -> String {
    let first = said.lines().next().unwrap_or(said);
    first.trim_start_matches("parsing error: ").to_owned()
}

/// `made` with styles as classes and its source beside it; `None` when anything in it is not
/// MathML.
fn clean(made: &str, latex: &str) -> Option<String> {
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
            let source = super::html::escaped(latex);
            out.push_str(&format!(" alttext=\"{source}\""));
        }
        out.push('>');
        match is_closed {
            true => out.push_str(&format!("</{name}>")),
            false => open.push(name),
        }
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
    use super::*;

    /// Formulas of many kinds.
    const SAMPLES: &[&str] = &[
        "E = mc^2",
        r"\frac{a+b}{c} \pm \sqrt[3]{x_1^2}",
        r"\sum_{i=1}^{n} x_i = \int_0^\infty e^{-x}\,dx",
        r"\begin{pmatrix} 1 & 2 \\[1ex] 3 & 4 \end{pmatrix}",
        r"\begin{cases} 0 & x < 0 \\ 1 & x \ge 0 \end{cases}",
        r"\begin{align} a &= b \\ c &= d \end{align}",
        r"\begin{array}{|c|r|} \hline 1 & 2 \\ \hline \end{array}",
        r"\text{感度} = \frac{\text{真陽性}}{\text{真陽性}+\text{偽陰性}}",
        r"\color{red} x + \textcolor{blue}{y} + \colorbox{yellow}{w} + \fcolorbox{red}{white}{v}",
        r"\mathbb{R} \mathcal{L} \mathbf{v} \hat{x} \overline{AB} \underbrace{x}_{n}",
        r"\left( \frac12 \right) \binom{n}{k} \xrightarrow{f} \not= a \bmod b",
        r"x \! y \quad z w \dots",
        r"\text{a < b & \$c}",
    ];

    fn attribute_names(made: &str) -> Vec<&str> {
        let tags = made
            .split('<')
            .skip(1)
            .filter_map(|tag| tag.split('>').next());
        tags.flat_map(|tag| {
            tag.split("=\"")
                .map(|part| part.rsplit(' ').next().unwrap_or(part))
        })
        .collect()
    }

    #[test]
    fn formulas_are_mathml_without_styles() {
        for latex in SAMPLES {
            for display in [false, true] {
                let made = mathml(latex, display).unwrap_or_else(|why| panic!("{latex}: {why}"));
                assert!(made.starts_with("<math "), "{made}");
                assert!(!attribute_names(&made).contains(&"style"), "{made}");
                assert_eq!(made.contains("display=\"block\""), display, "{made}");
            }
        }
        let fraction = mathml(r"\frac{a}{b}", false).expect("a formula");
        assert!(
            fraction.contains("<mi>a</mi></mrow><mrow><mi>b</mi>"),
            "{fraction}"
        );
        assert!(fraction.contains(r#"alttext="\frac{a}{b}""#), "{fraction}");
        let less = mathml("a < b", false).expect("a formula");
        assert!(less.contains("<mo>&lt;</mo>"), "{less}");
        let coloured = mathml(r"\textcolor{red}{x}", false).expect("a formula");
        assert!(coloured.contains("math-red"), "{coloured}");
    }

    #[test]
    fn what_is_no_formula_says_why() {
        for (latex, part) in [
            (r"\frac{a}", "expected"),
            (r"{a", "unbalanced"),
            (r"\unknowncommand", "unknown"),
            (r"\def\a{\a\a}\a", "definitions"),
        ] {
            let why = mathml(latex, false).expect_err(latex);
            assert!(why.contains(part), "{latex}: {why}");
        }
        assert!(mathml(&"{".repeat(1000), false).is_err());
        assert!(mathml(&"x".repeat(LONGEST + 1), false).is_err());
    }

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

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { cases: 3000, ..Default::default() })]
        #[test]
        fn any_text_is_a_formula_or_none(
            latex in r"(\\(frac|sqrt|left|right|begin\{(array|matrix|align|cases)\}|end\{(array|matrix|align|cases)\}|text|color|hspace|over|limits|mathrm|hline|tag|operatorname|not|\\|,|\{|\}|\(|a)|[{}\[\]()^_&a-z0-9 '<>$#%~.|あ×-]){0,30}"
        ) {
            if let Ok(made) = mathml(&latex, true) {
                proptest::prop_assert!(made.starts_with("<math ") && made.ends_with("</math>"));
            }
        }
    }
}
