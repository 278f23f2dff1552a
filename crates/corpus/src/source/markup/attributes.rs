//! The attributes of a tag, as XML and as careless HTML write them.

/// An attribute.
pub(in crate::source) struct Attribute<'t> {
    pub name: &'t str,
    /// As it stands in the file, with its entities; empty if there is none.
    pub value: &'t str,
    /// The byte of the tag at which the value begins.
    pub start: usize,
}

/// The attributes in what stands behind the name of a tag.
pub(in crate::source) fn of(tag: &str) -> impl Iterator<Item = Attribute<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &tag[at..];
        at += rest.len()
            - rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/').len();
        let rest = &tag[at..];
        if rest.is_empty() {
            return None;
        }
        // An equals sign in front of a name is a part of it.
        let mut name_end = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| c.is_ascii_whitespace() || matches!(c, '=' | '/'));
        let name = &rest[..name_end.take().map_or(rest.len(), |(end, _)| end)];
        at += name.len();
        let rest = tag[at..].trim_start();
        let Some(rest) = rest.strip_prefix('=') else {
            return Some(Attribute { name, value: "", start: at });
        };
        let rest = rest.trim_start();
        let start = tag.len() - rest.len();
        let (value, start, end) = value(rest, start);
        at = end;
        Some(Attribute { name, value, start })
    })
}

/// A value with or without quotes, the byte at which it starts, and the one behind it.
fn value(rest: &str, start: usize) -> (&str, usize, usize) {
    match rest.as_bytes().first() {
        Some(quote @ (b'"' | b'\'')) => {
            let body = &rest[1..];
            let end = body.find(*quote as char).unwrap_or(body.len());
            (&body[..end], start + 1, (start + 1 + end + 1).min(start + rest.len()))
        }
        _ => {
            let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
            (&rest[..end], start, start + end)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn with_quotes_and_without() {
        let text = " a=\"1 2\" b = '3' c=4 d e=\"\" =f=g";
        let all: Vec<(&str, &str)> = of(text).map(|one| (one.name, one.value)).collect();
        assert_eq!(all, [("a", "1 2"), ("b", "3"), ("c", "4"), ("d", ""), ("e", ""), ("=f", "g")]);
        assert!(
            of(text)
                .filter(|one| !one.value.is_empty())
                .all(|one| text[one.start..].starts_with(one.value))
        );
    }
}
