from bot import charts
from bot.charts import NARROW
from bot.charts.labels import cut, name, short
from bot.progress import TAGS
from tests.test_charts import CASES, EMPTY, YEAR, drawn_of, each


@each
def test_the_words_name_all_that_is_shown_and_fit(case: str) -> None:
    progress = CASES[case]
    shown = (*progress.levels, *progress.tags[:TAGS])
    (wide,) = drawn_of(case, 900)
    narrow = [one.alt for one in drawn_of(case, NARROW)]

    assert wide.alt == charts.alt(progress)
    for said in (wide.alt, " ".join(narrow)):
        assert said.count(" seen)") == sum(one.seen > 0 for one in shown)
        assert said.count("Streak: ") == said.count("Due today: ") == 1
    assert all(len(said) <= 1000 and said.endswith(".") for said in [wide.alt, *narrow])


def test_the_words_sum_the_picture_up() -> None:
    assert charts.alt(YEAR) == (
        "Progress, Wed 25 Nov 2026. Streak: 1,234 days, best 12,345. Studied on 74 "
        "days in 26 weeks. Due today: 3. Study days: 13 in Jun, 12 in Jul, 14 in Aug, "
        "12 in Sep, 13 in Oct, 10 in Nov. Nothing answered today. 1 day saved by a "
        "freeze. By level: beginner 93 % (8 of 9 seen), intermediate 81 % (5 of 6 "
        "seen), advanced 62 % (3 of 4 seen), expert 41 % (1 of 3 seen), staff not "
        "seen (2). Coming back: 3 now, 2 Fri, 1 more by 8 Dec. By tag: vae 50 % (1 of "
        r"3 seen), $\frac{$ \nosuch 25 % (1 of 4 seen), classifier-free-guidance "
        "90 % (1 of 2 seen)."
    )


def test_a_first_days_words_promise_nothing() -> None:
    assert charts.alt(EMPTY) == (
        "Progress, Wed 25 Nov 2026. Streak: 0 days, best 0. Studied on 0 days in 26 "
        "weeks. Due today: 0. Answer one card to fill today's square. What comes next: "
        "After a few answers you see here what you hold well, and when each card comes "
        "back."
    )


def test_each_narrow_picture_says_what_it_shows_itself() -> None:
    said = [one.alt for one in drawn_of("year", NARROW)]

    assert [words[:34] for words in said] == [
        f"Progress, Wed 25 Nov 2026 ({n} of 3)" for n in (1, 2, 3)
    ]
    assert ["Streak" in words for words in said] == [True, False, False]
    assert ["Study days" in words for words in said] == [False, True, False]
    assert ["By tag" in words for words in said] == [False, False, True]


def test_what_is_left_out_is_counted() -> None:
    assert charts.alt(CASES["300-tags"]).endswith(", and 292 more tags.")


def test_large_numbers_and_long_names_are_shortened() -> None:
    assert [short(n) for n in (0, 9_999, 10_000, 1_234_567)] == [
        *("0", "9,999", "10k", "1,235k"),
    ]
    assert name("a\n\tb\0\u202ec") == "a b c"
    assert cut("probability::distributions::normal", 12) == "probabil…rmal"
    assert len(name("x" * 500)) == 60
