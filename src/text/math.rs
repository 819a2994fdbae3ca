//! Formulas: LaTeX → MathML. The only file that knows the converter.
//!
//! What it gives passes [`clean`] before anything shows it.

mod clean;

use pulldown_latex::config::DisplayMode;
use pulldown_latex::{Parser, RenderConfig, Storage, push_mathml};

/// Longest formula, bytes.
const LONGEST: usize = 10_000;
/// Deepest nesting of groups.
const DEEPEST: usize = 40;
/// Most commands. `\hat\hat\hat x` needs no braces, and the converter goes down a step for each: a
/// stack of 2 MB, which the threads of a build have, ends after 1,850.
const MOST_COMMANDS: usize = 500;
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
    clean::clean(&made, latex).ok_or_else(|| "the formula cannot be shown".to_owned())
}

fn limits(latex: &str) -> Result<(), String> {
    if latex.len() > LONGEST {
        return Err("the formula is too long".to_owned());
    }
    if DEFINITIONS.iter().any(|name| latex.contains(name)) {
        return Err("definitions of commands are not supported".to_owned());
    }
    let Counted { commands, deepest } = count(latex);
    match () {
        () if deepest > DEEPEST => Err("groups are nested too deep".to_owned()),
        () if commands > MOST_COMMANDS => Err("the formula has too many commands".to_owned()),
        () => Ok(()),
    }
}

/// What a formula asks of the converter.
struct Counted {
    commands: usize,
    deepest: usize,
}

/// Counts commands as the converter cuts them, and how deep groups nest. Braces, brackets and
/// pairs of commands are counted apart, so that none of another kind seems to close one.
fn count(latex: &str) -> Counted {
    let (mut braces, mut brackets, mut pairs) = (0_usize, 0_usize, 0_usize);
    let (mut commands, mut deepest) = (0, 0);
    let mut rest = latex;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '{' => braces += 1,
            '}' => braces = braces.saturating_sub(1),
            '[' | '(' => brackets += 1,
            ']' | ')' => brackets = brackets.saturating_sub(1),
            '\\' => {
                let length = rest.find(|c: char| !c.is_ascii_alphabetic());
                let (name, after) = rest.split_at(length.unwrap_or(rest.len()));
                match name {
                    "left" | "begin" | "begingroup" => pairs += 1,
                    "right" | "end" | "endgroup" => pairs = pairs.saturating_sub(1),
                    _ => {}
                }
                commands += usize::from(!name.is_empty());
                // Of `\{` and the like the sign is the name.
                let sign = after.chars().next().filter(|_| name.is_empty());
                rest = &after[sign.map_or(0, char::len_utf8)..];
            }
            _ => {}
        }
        deepest = deepest.max(braces).max(brackets).max(pairs);
    }
    Counted { commands, deepest }
}

/// The sentence of an error without the picture of the place below it.
fn reason(said: &str) -> String {
    let first = said.lines().next().unwrap_or(said);
    first.trim_start_matches("parsing error: ").to_owned()
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
    fn no_nesting_exhausts_the_stack() {
        let chains = [
            "\\sqrt",
            "\\hat",
            "\\not",
            "\\overset a",
            "\\frac{1}",
            "\\sideset a b",
        ];
        for command in chains {
            let most = command.repeat(LONGEST / command.len() - 1) + " x";
            let why = mathml(&most, true).expect_err(command);
            assert!(why.contains("too many commands"), "{command}: {why}");
            // As many as are let through need a part of the stack that a thread has.
            let allowed = command.repeat(MOST_COMMANDS) + " x";
            let small = std::thread::Builder::new().stack_size(1024 * 1024);
            let made = small.spawn(move || mathml(&allowed, true).is_ok());
            made.expect("a thread").join().expect("no overflow");
        }
        // No other sign closes a brace, and a comment hides it from the count alone.
        for (open, close) in [("{)", "}"), ("{]", "}"), ("{%}\n", "}")] {
            let deep = format!("{}x{}", open.repeat(900), close.repeat(900));
            assert!(mathml(&deep, true).is_err(), "{open}");
        }
    }

    #[test]
    fn long_formulas_are_no_deep_ones() {
        for part in [r"\left( x \right) ", r"\leftarrow ", r"\{ [0, 1) "] {
            let made = mathml(&part.repeat(45), true);
            assert!(made.is_ok(), "{part}: {made:?}");
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
