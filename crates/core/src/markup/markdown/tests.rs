//! Texts with marks of Markdown, and what only looks like them.

use super::*;

fn read(text: &str) -> String {
    let mut out = String::new();
    let mut done = 0;
    for (span, written) in marks(text) {
        out.push_str(&text[done..span.start()]);
        out.push_str(&written);
        done = span.end();
    }
    out + &text[done..]
}

#[test]
fn marks_go() {
    for (text, expected) in [
        ("our **RainNet**, a *robust* gauge", "our RainNet, a robust gauge"),
        ("***Very*** wet (*in situ*) and \"**dry**\".", "Very wet (in situ) and \"dry\"."),
        ("**Background:** It rains. **Two words** here", "Background: It rains. Two words here"),
        ("call `rain()` or `x.y`, then", "call rain() or x.y, then"),
        ("*Salix alba* grows; *why?*", "Salix alba grows; why?"),
        ("# Methods\nWe looked.\n## Results\n\nRain.", "Methods: We looked.\nResults: Rain."),
        ("# Abstract\nWe looked.", "We looked."),
        ("**S**now **a**nd r**AI**n **G**auge", "Snow and rAIn Gauge"),
        ("# A title", "A title"),
        ("**99%** of them", "99% of them"),
        (
            "the ***R**ainy-**C**loud **i**n-**D**oor gauge (**RCiD**)*, which",
            "the Rainy-Cloud in-Door gauge (RCiD), which",
        ),
        ("**R**ainy **D**ay Fore**cast** (**RDcast**)", "Rainy Day Forecast (RDcast)"),
        ("a **r**ainy **d**ay T2**R** net", "a rainy day T2R net"),
        ("**It rains. It snows.** So", "It rains. It snows. So"),
        (
            "It fell by **12×** (**β = 0.4**), **−3.1** and **~7**",
            "It fell by 12× (β = 0.4), −3.1 and ~7",
        ),
        ("drops fell (*t* = 2.1, *p* < .05), *F*(1, 9)", "drops fell (t = 2.1, p < .05), F(1, 9)"),
        (
            "a *k*-means cluster of **wet** days by gene *B*",
            "a k-means cluster of wet days by gene B",
        ),
        (
            "**Rain**-*Net* and *‘soft’* hail with _Bufo bufo_",
            "Rain-Net and ‘soft’ hail with Bufo bufo",
        ),
        ("It does _not_ rain on _Bufo bufo_.", "It does not rain on Bufo bufo."),
        ("__Aims__: to look. __Results__: rain.", "Aims: to look. Results: rain."),
        ("It rains.\n\n---\n\nIt snows.", "It rains.\n\nIt snows."),
        ("```r\nrain(x)\n```\nis all.", "rain(x)\nis all."),
    ] {
        assert_eq!(read(text), expected);
    }
}

#[test]
fn what_only_looks_like_a_mark_stays() {
    for text in [
        "5 * 3 * 2 and 2*x*3",
        "*args and **kwargs",
        "snake_case and __init__",
        "A* and D* search",
        "*p < 0.05, **p < 0.01",
        "*Equal work. The A* search",
        "x* and y*",
        "a C*-algebra and a C* one",
        "files *.py and *.txt",
        "the `teacher' and the `pupil'",
        "``quoted'' words",
        "# of lakes is 5",
        "issue #5 and C# code",
        "a ` alone",
        "2**3**4",
        "a**b**c and x**y**z",
        "*",
        "** **",
        "p*, q* and r*",
        "of 4 cd**m**, 5 cd**m** and 6 cd**m**",
        "our **RainNet*",
        "4 * 7 * 12 drops and 2 *x* = 6",
        "at 5% (*) and 1% (**), as (***) says",
        "(*p<0.05) and (*q<0.05) or (**r<0.01) and (**s<0.01)",
        "the blanks _name_ and _town_, x_i_ and __init__ or __main__",
        "a --- b",
        "speakers reject *he go* and *she run*",
        "we searched for *virus*, *viral* and *phage*",
        "the wildcards *virus*, *viral*",
        "the roots *deiwos, *deiwī and *dyēws",
        "# 9 Dream and # 41 are songs",
        "# 5 of the line",
    ] {
        assert_eq!(read(text), text);
    }
}
