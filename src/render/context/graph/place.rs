//! Where boxes and lines stand.

use super::{GraphContext, Head, Line, NodeBox};
use crate::render::context::Link;
use crate::text::cjk::is_cjk;

const BOX_WIDTH: i32 = 176;
const BOX_HEIGHT: i32 = 26;
/// From one box's top to the next.
const STEP: i32 = 32;
/// Between columns: room for the lines to bend.
const GAP: i32 = 72;
const MARGIN: i32 = 10;
/// Above the first box of a group, with and without a head.
const HEAD: i32 = 34;
const NO_HEAD: i32 = 12;
/// Width of the text in a box, in full-width characters of 13 units.
const TEXT: f64 = 12.3;

/// Boxes that stand together.
pub(super) struct Group {
    pub(super) head: Option<String>,
    pub(super) links: Vec<Link>,
}

/// Places the groups of each column; a line names its boxes by their positions in this order.
pub(super) fn place(columns: Vec<Vec<Group>>, lines: Vec<(usize, usize, usize)>) -> GraphContext {
    let mut context = GraphContext {
        width: 2 * MARGIN,
        height: 0,
        heads: Vec::new(),
        nodes: Vec::new(),
        lines: Vec::new(),
        rows: Vec::new(),
        alone: Vec::new(),
        summary: false,
    };
    let mut x = MARGIN;
    for column in columns {
        let mut y = 0;
        for group in column {
            y += if group.head.is_some() { HEAD } else { NO_HEAD };
            let head = group.head.map(|text| Head { text, x, y: y - 9 });
            context.heads.extend(head);
            for link in group.links {
                context.nodes.push(node(link, x, y));
                y += STEP;
            }
        }
        context.height = context.height.max(y + MARGIN);
        context.width = x + BOX_WIDTH + MARGIN;
        x += BOX_WIDTH + GAP;
    }
    context.lines = lines
        .into_iter()
        .map(|(from, to, count)| Line {
            from,
            to,
            path: path(&context.nodes[from], &context.nodes[to]),
            count,
        })
        .collect();
    // A line inside the last column bends to its right.
    let last = context.width - MARGIN - BOX_WIDTH;
    let is_last = |at: usize| context.nodes[at].x == last;
    if context
        .lines
        .iter()
        .any(|line| is_last(line.from) && is_last(line.to))
    {
        context.width += GAP / 2;
    }
    context
}

fn node(link: Link, x: i32, y: i32) -> NodeBox {
    let taken = link
        .label
        .as_deref()
        .map_or(0.0, |label| width(label) + 0.5);
    NodeBox {
        short: clip(&link.title, TEXT - taken),
        link,
        x,
        y,
        width: BOX_WIDTH,
        height: BOX_HEIGHT,
    }
}

/// Rightwards from side to side; else in a bow from the right side, or back from the left one.
fn path(from: &NodeBox, to: &NodeBox) -> String {
    let (y1, y2) = (from.y + from.height / 2, to.y + to.height / 2);
    let (left, right) = (from.x, from.x + from.width);
    let (x1, x2, bend1, bend2) = if to.x > right {
        let bend = (to.x - right) / 2;
        (right, to.x, right + bend, to.x - bend)
    } else if to.x == from.x {
        (right, right, right + GAP / 2, right + GAP / 2)
    } else {
        let end = to.x + to.width;
        let bend = (left - end) / 2;
        (left, end, left - bend, end + bend)
    };
    format!("M{x1} {y1}C{bend1} {y1} {bend2} {y2} {x2} {y2}")
}

/// The width of a text in full-width characters, about.
fn width(text: &str) -> f64 {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> f64 {
    match c {
        _ if is_cjk(c) || !c.is_ascii() => 1.0,
        'i' | 'l' | 'j' | 't' | 'f' | ' ' | '.' | ',' | '(' | ')' | '\'' => 0.38,
        'A'..='Z' | 'm' | 'w' | '<' | '>' => 0.78,
        _ => 0.65,
    }
}

/// `text`, cut with … where it is wider than `most`.
fn clip(text: &str, most: f64) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1.0;
    for c in text.chars() {
        used += char_width(c);
        if used > most {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(titles: &[&str]) -> Group {
        let link = |title: &&str| Link {
            url: String::new(),
            label: None,
            title: (*title).to_owned(),
            inferred: false,
            lang: None,
        };
        Group {
            head: Some("束".to_owned()),
            links: titles.iter().map(link).collect(),
        }
    }

    #[test]
    fn boxes_do_not_overlap_and_lines_join_their_sides() {
        let columns = vec![
            vec![group(&["一", "二"]), group(&["三"])],
            vec![group(&["とても長い題名なので途中で切られるもの"])],
        ];
        let context = place(columns, vec![(0, 3, 1), (0, 1, 1), (3, 2, 1)]);
        let [first, second, third, fourth] = &context.nodes[..] else {
            panic!("four boxes");
        };
        assert!(first.y + first.height < second.y && second.y + HEAD <= third.y);
        assert!(fourth.short.ends_with('…') && width(&fourth.short) <= TEXT);
        let starts = |at: usize, node: &NodeBox, right: bool| {
            let x = node.x + if right { node.width } else { 0 };
            let start = format!("M{x} {}", node.y + node.height / 2);
            context.lines[at].path.starts_with(&start)
        };
        assert!(starts(0, first, true) && starts(1, first, true) && starts(2, fourth, false));
        assert!(
            fourth.x + fourth.width <= context.width && third.y + third.height < context.height
        );
    }

    #[test]
    fn a_text_that_fits_is_whole() {
        assert_eq!(clip("短い", 3.0), "短い");
        assert_eq!(clip("あいうえお", 4.0), "あいう…");
    }
}
