from io import BytesIO

import requests
from PIL import Image


def thumbnail(product: int) -> BytesIO:
    answer = requests.get(f"https://pictures.example.com/{product}.png", timeout=5)
    image = Image.open(BytesIO(answer.content))
    image.thumbnail((160, 160))
    out = BytesIO()
    image.save(out, "WEBP")
    out.seek(0)
    return out
