"""Each channel's file, read again by that channel's own rules and not by ours: what a shop's importer would say of it. A product without a picture is
withheld from those that want one, and from no other; a star is in no file that does not hold that second."""
import csv, io, re, xml.etree.ElementTree, zipfile

from client import Server, Session, check, finish, need_engine
from walk import Walk, expect

GOOGLE = "{http://base.google.com/ns/1.0}"
URL = re.compile(r"https?://[^\s,]+")


def sold(walk, product, content, **more):
    return expect(walk.ask("producer", "POST", f"/api/v1/products/{product}/items", {"content": content, "price": "180000", "stock": 24, "parcel_grams": 250, "parcel_length": 200,
                                                                                      "parcel_width": 120, "parcel_height": 90, **more}), 201).json["id"]


def described(walk, product, summary):
    version = expect(walk.ask("producer", "GET", f"/api/v1/products/{product}/sheet"), 200).json["version"]
    sheet = {"version": version, "summary": summary, "ingredients": "Búp chè Shan tuyết", "storage": "Nơi khô ráo"}
    expect(walk.ask("producer", "PUT", f"/api/v1/products/{product}/sheet", sheet), 200)


# https://support.google.com/merchants/answer/7052112
def google_faults(row):
    faults = []
    limits = {"id": 50, "title": 150, "description": 5000, "brand": 70, "mpn": 70, "product_type": 750, "item_group_id": 50, "custom_label_0": 100}
    faults += [f"{key} is longer than {most}" for key, most in limits.items() if len(row.get(key, "")) > most]
    faults += [f"{key} is missing" for key in ("id", "title", "description", "link", "image_link", "availability", "price", "condition") if not row.get(key)]
    if not re.fullmatch(r"\d+ VND", row.get("price", "")) or not re.fullmatch(r"(\d+ VND)?", row.get("sale_price", "")):
        faults.append("price is no number and currency")
    if row.get("availability") not in ("in_stock", "out_of_stock", "preorder", "backorder"):
        faults.append("availability")
    if row.get("availability") in ("preorder", "backorder") and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d{4}", row.get("availability_date", "")):
        faults.append("availability_date")
    faults += [f"{key} is no address" for key in ("link", "image_link") if not URL.fullmatch(row.get(key, ""))]
    gtin = row.get("gtin", "")
    if gtin and (len(gtin) not in (8, 12, 13, 14) or sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(reversed(gtin))) % 10):
        faults.append("gtin")
    if not gtin and row.get("identifier_exists") != "no":
        faults.append("identifier_exists")
    return faults


# https://developers.facebook.com/documentation/ads-commerce/catalog/reference
def meta_faults(row):
    faults = [f"{key} is missing" for key in ("id", "title", "description", "availability", "condition", "price", "link", "image_link", "brand") if not row.get(key)]
    faults += [f"{key} is longer than {most}" for key, most in {"id": 100, "title": 200, "description": 9999, "brand": 100}.items() if len(row.get(key, "")) > most]
    if row.get("availability") not in ("in stock", "out of stock", "available for order"):
        faults.append("availability has a blank: " + row.get("availability", ""))
    if "<" in row.get("description", "") or "&amp;" in row.get("description", ""):
        faults.append("markup in the description")
    return faults


def rss(text):
    root = xml.etree.ElementTree.fromstring(text)
    return [{field.tag.removeprefix(GOOGLE): field.text or "" for field in item} for item in root.iter("item")]


def table(text, separator=","):
    return list(csv.DictReader(io.StringIO(text), delimiter=separator, quoting=csv.QUOTE_MINIMAL if separator == "," else csv.QUOTE_NONE))


def workbook(body):
    """The cells of the one sheet: shared and inline strings, as any spreadsheet reads them."""
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        names = package.namelist()
        text = lambda name: package.read(name).decode() if name in names else ""
        shared = [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<si>(.*?)</si>", text("xl/sharedStrings.xml"), re.S)]
        rows = []
        for row in re.findall(r"<row [^>]*>(.*?)</row>", text("xl/worksheets/sheet1.xml"), re.S):
            cells = {}
            for column, kind, value in re.findall(r'<c r="([A-Z]+)\d+"[^>]*?(?: t="(\w+)")?[^>]*>(.*?)</c>', row, re.S):
                inner = re.sub(r"<[^>]+>", "", value)
                cells[column] = shared[int(inner)] if kind == "s" else inner
            rows.append(cells)
        return rows


def platform(visitor, name, needed):
    rows = workbook(expect(visitor.get(f"/channels/{name}.xlsx"), 200).body)
    headings = {text.removesuffix(" *"): column for column, text in rows[0].items()}
    check(f"{name}: one row for the one product with a picture", len(rows) == 2, rows)
    check(f"{name}: no required cell is empty", all(rows[1].get(headings[key]) for key in needed), rows)


def channels():
    server = Server()
    try:
        server.stop()
        tokens = Walk.tokens(server)
        server.start()
        walk, visitor = Walk(server, tokens), Session(server)
        first, second = walk.products[0], walk.products[1]
        walk.photo(first["id"])
        for product in (first, second):
            described(walk, product["id"], "Chè xanh <hái tay> & sao chảo, \"một tôm\".\tVị chát dịu.")
            sold(walk, product["id"], "100 g", option="Hộp gỗ", gtin="8938505974194" if product is first else "")
        google = rss(expect(visitor.get("/channels/google.xml"), 200).text)
        check("Google takes each row of the RSS", len(google) == 1 and not google_faults(google[0]), [google_faults(row) for row in google] or google)
        check("the number is the item's", google[0].get("gtin") == "8938505974194", google)
        tsv = table(expect(visitor.get("/channels/google.tsv"), 200).text, "\t")
        check("and of the TSV, which says the same", len(tsv) == 1 and not google_faults(tsv[0]) and tsv[0]["price"] == google[0]["price"], tsv)
        meta = table(expect(visitor.get("/channels/meta.csv"), 200).text)
        check("Meta takes its CSV", len(meta) == 1 and not meta_faults({**meta[0], "description": meta[0]["description"].replace("<hái tay>", "")}), [meta_faults(row) for row in meta])
        for name, needed in (("shopee", ["ps_product_name", "ps_product_description", "ps_price", "ps_stock", "ps_item_cover_image", "ps_weight"]), ("lazada", ["name", "SellerSku", "price", "package_weight"]),
                             ("tiktok", ["Product name", "Main image", "Price", "Quantity"]), ("tiki", ["name", "price", "image", "qtyAvailable"])):
            platform(visitor, name, needed)
        both = expect(visitor.get("/channels/products.json"), 200).json["items"]
        check("who has no picture is in the files that want none", {row["product"] for row in both} == {first["code"], second["code"]}, both)
        check("and in the portal's", len(table(expect(visitor.get("/channels/portal.csv"), 200).text)) == 2)
        report = expect(walk.ask("producer", "GET", f"/api/v1/producers/{walk.producer}/channels"), 200).json
        left = {channel["name"]: channel["vi"]["left_out"] for channel in report["channels"]}
        check("the report names what is missing and where it is mended", left["google"][0]["missing"] == [{"key": "image_link", "why": "absent", "page": f"/products/{second['code']}/photos"}], left["google"])
        check("and nothing of the others", left["portal"] == [] and left["products"] == [], left)
        stars(walk, visitor, first)
        etag = visitor.get("/channels/google.xml").headers["ETag"]
        check("whoever has it is told so without a byte", visitor.get("/channels/google.xml", **{"If-None-Match": etag}).status == 304)
    finally:
        server.close()


def stars(walk, visitor, product):
    """The demo's stars of 2021 have lapsed: no field says them, and words that do are withheld."""
    said = [name for name in ("google.xml", "google.tsv", "meta.csv", "products.json") if re.search(r"[1-5] sao", expect(visitor.get(f"/channels/{name}"), 200).text)]
    portal = table(expect(visitor.get("/channels/portal.csv"), 200).text)
    check("no file says a star that lapsed", said == [] and all(row["Hạng sao còn hiệu lực"] == "" and row["Số quyết định"] == "" for row in portal), (said, portal))
    described(walk, product["id"], "Sản phẩm OCOP 5 sao của Hà Giang cũ.")
    check("words that claim it are withheld at once", rss(expect(visitor.get("/channels/google.xml"), 200).text) == [])
    described(walk, product["id"], "Chè Shan tuyết của Phìn Hồ.")
    check("and come back when they are mended", len(rss(expect(visitor.get("/channels/google.xml"), 200).text)) == 1)


need_engine()
channels()
finish()
