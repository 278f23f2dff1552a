//! Names and groups of TeX as they are spelt, before anything is known of what they mean.

/// The letters with which `text` begins: behind a backslash, the name of a command.
pub fn name(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len())]
}

/// Groups within groups beyond that are none that somebody wrote.
const DEEPEST: usize = 64;

/// Each `close` in `text` that no backslash escapes, and in how many braces that opened within
/// `text` it stands. It ends where they are deeper than anybody writes them.
pub fn closings<'t>(text: &'t str, close: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0usize);
    std::iter::from_fn(move || {
        while at < bytes.len() && depth <= DEEPEST {
            let found = bytes[at..].starts_with(close.as_bytes()).then_some((at, depth));
            match bytes[at] {
                b'\\' => at += 1,
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => (),
            }
            at += 1;
            if found.is_some() {
                return found;
            }
        }
        None
    })
}

/// Where the group closes that opened before `text`; it holds at most `longest` bytes.
pub fn group_end(text: &str, longest: usize) -> Option<usize> {
    let room = &text[..text.floor_char_boundary(longest + 1)];
    closings(room, "}").find(|(_, depth)| *depth == 0).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_close_where_their_braces_pair() {
        for (text, end) in [
            ("wool} of", Some(4)),
            (r"a {b \{ c} \} d} e", Some(15)),
            (r"a \\} b", Some(4)),
            ("a {b}", None),
            (r"a \}", None),
            ("", None),
            ("ä}", Some(2)),
        ] {
            assert_eq!(group_end(text, 100), end, "{text}");
        }
        let nested = |depth: usize| group_end(&("{".repeat(depth) + &"}".repeat(depth + 1)), 1000);
        assert_eq!((nested(DEEPEST), nested(DEEPEST + 1)), (Some(2 * DEEPEST), None));
        assert_eq!((group_end("wool}", 4), group_end("wool}", 3)), (Some(4), None));
        assert_eq!(closings(r"a {$ \$ } $", "$").collect::<Vec<_>>(), [(3, 1), (10, 0)]);
        assert_eq!((name("emph{x}"), name("{x}")), ("emph", ""));
    }
}
