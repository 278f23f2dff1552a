//! Dollars that delimit no formula by what stands round them: those of currencies, of amounts, and
//! of the variables of programs.

/// Whether two dollars, with `inner` between them, are those of something else than a formula.
pub(super) fn mean_something_else(before: &str, inner: &str, behind: &str) -> bool {
    are_currencies(before, inner)
        || is_code(before, inner, behind)
        || inner.trim() == "et al."
        || are_variables(before, inner, behind)
        || opens_a_script(inner, behind)
        || is_range_of_amounts(before, inner)
        || are_amounts(before, inner)
}

/// `R$/US$`, `NZ$; C$`: both dollars belong to the name of a currency.
fn are_currencies(before: &str, inner: &str) -> bool {
    const PREFIXES: &[&str] = &[
        "A", "AU", "AUD", "B", "BR", "C", "CA", "CAD", "CAN", "HK", "MX", "N", "NT", "NZ", "R",
        "S", "SG", "T", "TT", "US", "USD", "Z",
    ];
    let is_prefixed = |text: &str| {
        let head = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '\\' | '_' | '^' | '$' | '}');
        PREFIXES.contains(&&text[head.len()..]) && !head.ends_with(is_part)
    };
    // `CLP$/US$`, `1 $/US$`: of two that are divided the second tells.
    let is_quotient = inner.strip_prefix('/').is_some_and(|name| PREFIXES.contains(&name));
    let is_pair = inner.starts_with(|c: char| c.is_whitespace() || "/;,)-–".contains(c))
        && is_prefixed(before)
        && is_prefixed(inner);
    is_quotient || is_pair
}

/// `${HOME}, $(pwd)` of a shell, `^[a-z]+$ and ^\d$` of regular expressions, `$A$1` of a
/// spreadsheet.
fn is_code(before: &str, inner: &str, behind: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let variable = inner.strip_prefix('{').and_then(|rest| {
        let (name, rest) = rest.split_at(rest.find(|c| !is_part(c))?);
        rest.strip_prefix('}').filter(|_| name.len() > 1)
    });
    let is_variable =
        variable.is_some_and(|rest| rest.contains(' ') && behind.starts_with(['{', '(']));
    // Its anchors are the first and the last sign of an expression.
    let chunk = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_anchor = chunk.trim_start_matches(['"', '\'', '(', '/', '`']).starts_with('^')
        && inner.starts_with(|c: char| c.is_whitespace() || ",.;)/'\"`".contains(c));
    let is_cell = matches!(inner.len(), 1 | 2)
        && inner.bytes().all(|byte| byte.is_ascii_uppercase())
        && behind.starts_with(|c: char| c.is_ascii_digit());
    is_variable || is_anchor || is_cell
}

/// `d$x, d$y[1]`: two columns of the same table of a program.
fn are_variables(before: &str, inner: &str, behind: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let last = |text: &str| text[text.trim_end_matches(is_part).len()..].len();
    let (table, other) =
        (&before[before.len() - last(before)..], &inner[inner.len() - last(inner)..]);
    table.starts_with(|c: char| c.is_ascii_alphabetic())
        && table == other
        && inner.starts_with(|c: char| c.is_ascii_alphabetic())
        && behind.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// `at $2/kg H$_2$`: the second dollar opens the formula of a script, and the first one is money.
fn opens_a_script(inner: &str, behind: &str) -> bool {
    let Some(script) = behind.strip_prefix(['_', '^']) else { return false };
    let is_amount = inner.starts_with(|c: char| c.is_ascii_digit() || c == '/');
    let closed = script.find('$').is_some_and(|len| !script[..len].contains(char::is_whitespace));
    is_amount && closed && inner.ends_with(|c: char| c.is_ascii_alphabetic())
}

/// `100$-200$`: amounts with their dollar behind them.
fn is_range_of_amounts(before: &str, inner: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit())
        && inner.strip_prefix(['-', '–']).is_some_and(|number| {
            number.len() > 1 && number.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// `12 $ et de 15 $`, `3$涨到5$`: two amounts with words between them, and their dollars behind them.
fn are_amounts(before: &str, inner: &str) -> bool {
    // `4.5$/MMBtu降至2.1$/MMBtu`: money per something.
    let is_rate = inner.strip_prefix('/').is_some_and(|unit| unit.starts_with(char::is_alphabetic))
        && before.trim_end().ends_with(|c: char| c.is_ascii_digit());
    if is_rate && inner.ends_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let ends_in_number = |text: &str| text.trim_end().ends_with(|c: char| c.is_ascii_digit());
    let begins_word = inner.starts_with(|c: char| c.is_whitespace() || !c.is_ascii());
    ends_in_number(before)
        && ends_in_number(inner)
        && begins_word
        && inner.contains(char::is_alphabetic)
        && !inner.contains(['\\', '^', '_', '=', '{', '<', '>', '+', '*', '/', '(', '['])
}
