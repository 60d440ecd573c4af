from recommendations.rules import load_rules


def test_reads_rules():
    assert load_rules("rules.yml")[1] == [4, 9]
