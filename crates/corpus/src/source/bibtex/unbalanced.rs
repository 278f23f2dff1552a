//! An entry in which a value opens more braces than it closes.
//!
//! Programs that shorten or mark up a value lose one (`publisher = {Taylor {{\&} Francis},`), and
//! all fields behind it would become a part of that value. Where the next line begins a field, the
//! value has ended: braces that it leaves open are overwritten by spaces, so that places stay what
//! they are.

/// `text` with braces that pair; `None` if no line shows where a value ends that leaves one open.
pub(super) fn balanced(text: &str) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    let (mut depth, mut field, mut line, mut is_mended) = (0_usize, None, 0, false);
    while line < bytes.len() {
        let end = memchr::memchr(b'\n', &bytes[line..]).map_or(bytes.len(), |n| line + n + 1);
        if begins_field(&bytes[line..end]) && ends_value(&bytes[..line]) {
            if let Some(start) = field.filter(|_| depth > 1) {
                depth -= blank(&mut bytes[start..line], depth - 1);
                is_mended = true;
            }
            field = Some(line);
        }
        depth = depth_behind(&bytes[line..end], depth);
        line = end;
    }
    is_mended.then(|| String::from_utf8(bytes).ok()).flatten()
}

/// Whether a line begins a field, or closes the entry.
fn begins_field(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let name = line.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(byte));
    let rest = line[name.count()..].trim_ascii_start();
    line == b"}" || (rest.first() == Some(&b'=') && rest.len() < line.len())
}

/// Whether a value, or the key of the entry, has ended in front of a line.
fn ends_value(before: &[u8]) -> bool {
    let before = before.trim_ascii_end();
    let before = before.strip_suffix(b",").map_or(before, <[u8]>::trim_ascii_end);
    matches!(before.last(), Some(b'}' | b'"')) || !before.contains(&b'=')
}

/// Overwrites `count` braces that open within the value of a field; how many it were.
fn blank(field: &mut [u8], count: usize) -> usize {
    let is_open = |n: &usize| field[*n] == b'{' && (*n == 0 || field[n - 1] != b'\\');
    let inner: Vec<usize> = (0..field.len()).filter(is_open).skip(1).take(count).collect();
    inner.iter().for_each(|n| field[*n] = b' ');
    inner.len()
}

/// How many braces are open behind a line.
fn depth_behind(line: &[u8], mut depth: usize) -> usize {
    let mut at = 0;
    while at < line.len() {
        match line[at] {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    depth
}

#[cfg(test)]
mod tests {
    use super::balanced;

    #[test]
    fn a_value_ends_where_the_next_line_begins_a_field() {
        let cases = [
            (
                "@misc{k,\n  publisher = {Lamp {{\\&} Post},\n  year = 2020\n}",
                "@misc{k,\n  publisher = {Lamp  {\\&} Post},\n  year = 2020\n}",
            ),
            ("@misc{k,\n title = {On {Lamps}\n}", "@misc{k,\n title = {On  Lamps}\n}"),
        ];
        for (written, read) in cases {
            assert_eq!(balanced(written).as_deref(), Some(read));
        }
        for whole in
            ["@misc{k,\n a = {b {c}},\n d = {e}\n}", "@misc{k, a = {b", "@misc{k,\n a = b\n"]
        {
            assert_eq!(balanced(whole), None, "{whole}");
        }
    }
}
