//! The order of printed numbers as people read them: `2 < 10`, `1.2 < 1.10`, `15 < 15の2 < 16`.

use std::cmp::Ordering;

/// Compares two printed numbers: runs of digits by value (full-width digits too), everything else
/// by code point. A total order: equal only for equal strings.
pub fn compare(a: &str, b: &str) -> Ordering {
    let (mut rest_a, mut rest_b) = (a, b);
    while let (Some(first_a), Some(first_b)) = (rest_a.chars().next(), rest_b.chars().next()) {
        let order = if digit(first_a).is_some() && digit(first_b).is_some() {
            let (number_a, number_b) = (take_number(&mut rest_a), take_number(&mut rest_b));
            number_a
                .len()
                .cmp(&number_b.len())
                .then_with(|| number_a.cmp(&number_b))
        } else {
            rest_a = &rest_a[first_a.len_utf8()..];
            rest_b = &rest_b[first_b.len_utf8()..];
            plain(first_a).cmp(&plain(first_b))
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    rest_a.len().cmp(&rest_b.len()).then_with(|| a.cmp(b))
}

/// Takes the leading digits off `text`: their values without leading zeros.
fn take_number(text: &mut &str) -> Vec<u8> {
    let mut number = Vec::new();
    while let Some(c) = text.chars().next() {
        let Some(value) = digit(c) else { break };
        if value != 0 || !number.is_empty() {
            number.push(value);
        }
        *text = &text[c.len_utf8()..];
    }
    number
}

/// A full-width digit stands where its ASCII twin stands.
fn plain(c: char) -> char {
    digit(c).map_or(c, |value| char::from(b'0' + value))
}

fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '０'..='９' => Some((u32::from(c) - u32::from('０')) as u8),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_stand_in_reading_order() {
        let ordered = [
            "", "01", "1", "1.2", "1.10", "2", "８", "10", "15", "15の2", "15の10", "16", "A-2",
            "A1", "第2条", "第10条",
        ];
        let mut sorted = ordered.to_vec();
        sorted.reverse();
        sorted.sort_by(|a, b| compare(a, b));
        assert_eq!(sorted, ordered);
    }

    proptest! {
        #[test]
        fn order_is_total(a in "[0-9０-９.の第A]{0,6}", b in "[0-9０-９.の第A]{0,6}", c in "[0-9０-９.の第A]{0,6}") {
            prop_assert_eq!(compare(&a, &b), compare(&b, &a).reverse());
            prop_assert_eq!(compare(&a, &b) == Ordering::Equal, a == b);
            if compare(&a, &b) != Ordering::Greater && compare(&b, &c) != Ordering::Greater {
                prop_assert_ne!(compare(&a, &c), Ordering::Greater);
            }
        }
    }
}
