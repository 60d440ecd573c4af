import requests
from tqdm import tqdm

for day in tqdm(range(7)):
    requests.get(f"https://tracker.example.com/days/{day}", timeout=10).raise_for_status()
