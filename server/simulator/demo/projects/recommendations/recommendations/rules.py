import yaml


def load_rules(path: str) -> dict[int, list[int]]:
    with open(path, encoding="utf-8") as file:
        return yaml.safe_load(file)
