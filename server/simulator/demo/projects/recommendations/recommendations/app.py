from flask import Flask, jsonify, send_file

from .pictures import thumbnail
from .rules import load_rules

app = Flask(__name__)
rules = load_rules("rules.yml")


@app.get("/products/<int:product>/also")
def also(product: int):
    return jsonify(rules.get(product, []))


@app.get("/products/<int:product>/thumbnail")
def picture(product: int):
    return send_file(thumbnail(product), mimetype="image/webp")
