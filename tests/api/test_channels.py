"""Each channel's file, read again by that channel's own rules and not by ours: what a shop's importer would say of it. A product without a picture is
withheld from those that want one, and from no other; a star is in no file that does not hold that second."""
import csv, gzip, io, json, re, xml.etree.ElementTree, zipfile

from client import Server, Session, check, finish, need_engine
from walk import Walk, best, expect, multipart

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
    # https://support.google.com/merchants/answer/6324478: "no" of what has neither a GTIN nor a brand with the manufacturer's part number
    if row.get("identifier_exists") != ("yes" if gtin or (row.get("mpn") and row.get("brand")) else "no"):
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


# The terms that we use, as https://ref.gs1.org/voc/ 1.16 declares them: which class a property belongs to, and what it leads to.
GS1 = {"gs1:gtin": ("Product", "string"), "gs1:productName": ("Product", "langString"), "gs1:productDescription": ("Product", "langString"), "gs1:netContent": ("Product", "QuantitativeValue"),
       "gs1:value": ("QuantitativeValue", "float"), "gs1:unitCode": ("QuantitativeValue", "string"), "gs1:brand": ("Product", "Brand"), "gs1:brandName": ("Brand", "langString"),
       "gs1:manufacturer": ("Product", "Organization"), "gs1:organizationName": ("Organization", "langString"), "gs1:provenanceStatement": ("Product", "langString"),
       "gs1:image": ("Product", "ReferencedFileDetails"), "gs1:referencedFileURL": ("ReferencedFileDetails", "anyURI"), "gs1:ingredientStatement": ("FoodBeverageTobaccoProduct", "langString"),
       "gs1:certification": ("Product", "CertificationDetails"), "gs1:certificationStandard": ("CertificationDetails", "langString"), "gs1:certificationValue": ("CertificationDetails", "string"),
       "gs1:certificationIdentification": ("CertificationDetails", "string"), "gs1:certificationStartDate": ("CertificationDetails", "date"), "gs1:certificationEndDate": ("CertificationDetails", "date")}
SHAPES = {"string": r".+", "float": r"\d+(\.\d+)?", "anyURI": r"https?://\S+", "date": r"\d{4}-\d\d-\d\d"}
UNITS = {"GRM", "MLT", "MMT", "H87"}   # UN/ECE Recommendation 20


def gs1_faults(node, context, language):
    kind, faults = node.get("@type", "").removeprefix("gs1:"), []
    classes = {kind, "Product"} if kind == "FoodBeverageTobaccoProduct" else {kind}
    for key, value in node.items():
        if key in ("@id", "@type"):
            continue
        domain, wanted = GS1.get(key, ("nothing", ""))
        if domain not in classes:
            faults.append(f"{key} of a {kind}")
        elif wanted == "langString":
            faults += [] if value.get("@language") == language and value.get("@value") else [f"{key} has no language"]
        elif wanted in SHAPES:
            faults += [] if isinstance(value, str) and re.fullmatch(SHAPES[wanted], value, re.S) else [f"{key} is no {wanted}: {value}"]
            faults += [] if wanted == "string" or context.get(key, {}).get("@type") == f"xsd:{wanted}" else [f"{key} has no type in the context"]
        else:
            faults += [] if value.get("@type") == f"gs1:{wanted}" else [f"{key} leads to no {wanted}"]
            faults += gs1_faults(value, context, language)
    gtin = node.get("gs1:gtin", "00000000000000")
    if len(gtin) != 14 or sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(reversed(gtin))) % 10:
        faults.append("gs1:gtin")
    if node.get("gs1:unitCode", "GRM") not in UNITS:
        faults.append("gs1:unitCode")
    return faults


def gs1(visitor, codes):
    for path, language, least in (("/channels/gs1.jsonld", "vi", len(codes)), ("/en/channels/gs1.jsonld", "en", 0)):
        answer = expect(visitor.get(path), 200)
        document = json.loads(answer.text)
        faults = [gs1_faults(node, document["@context"], language) for node in document["@graph"]]
        check(f"{path}: every term is the vocabulary's, of its class and shape", not any(faults) and document["@context"]["gs1"] == "https://ref.gs1.org/voc/", faults)
        check(f"{path}: it says what it is", answer.headers["Content-Type"] == "application/ld+json" and len(document["@graph"]) >= least, answer.headers)
    nodes = json.loads(expect(visitor.get("/channels/gs1.jsonld"), 200).text)["@graph"]
    check("each node is one item", len({node["@id"] for node in nodes}) == len(nodes) and {re.search(r"/products/(\w+)#", node["@id"])[1] for node in nodes} == codes, nodes)
    check("a number that is given, and none that is not", sorted(node.get("gs1:gtin", "") for node in nodes) == ["", "08938505974194"], nodes)


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


MAIN, REL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def blank(rows, categories=("Trà túi lọc", "Trà & chè")):
    """A platform's template as it is downloaded today: keys, wordings and marks above, a hidden sheet of categories that a column is chosen from, a macro."""
    cell = lambda row, column, text: f'<c r="{chr(65 + column)}{row}" t="inlineStr"><is><t>{text.replace("&", "&amp;")}</t></is></c>'
    table = lambda lines: "<sheetData>" + "".join(f'<row r="{n}">' + "".join(cell(n, i, text) for i, text in enumerate(line) if text) + "</row>" for n, line in lines) + "</sheetData>"
    sheet = lambda inside: f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{MAIN}">{inside}</worksheet>'
    chosen = f"<dataValidations count=\"1\"><dataValidation type=\"list\" sqref=\"A4:A1000\"><formula1>'Danh mục'!$A$1:$A${len(categories)}</formula1></dataValidation></dataValidations>"
    relations = "".join(f'<Relationship Id="rId{n}" Type="{REL}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in (1, 2))
    of_package = "http://schemas.openxmlformats.org/package/2006"
    parts = {"[Content_Types].xml": f'<Types xmlns="{of_package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
             "_rels/.rels": f'<Relationships xmlns="{of_package}/relationships"><Relationship Id="r" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
             "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="Template" sheetId="1" r:id="rId1"/><sheet name="Danh mục" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>',
             "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{of_package}/relationships">{relations}</Relationships>',
             "xl/worksheets/sheet1.xml": sheet(table(list(enumerate(rows, 1))) + chosen), "xl/worksheets/sheet2.xml": sheet(table([(n, [text]) for n, text in enumerate(categories, 1)])),
             "xl/vbaProject.bin": "macro"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def platforms_blank(walk):
    """The platform's own workbook comes back filled, the rest of it as it was; a column that it requires and nobody here knows is named."""
    def send(file, channel="shopee"):
        body, kind = multipart({"channel": channel}, ("mau.xlsx", file, "application/octet-stream"))
        return walk.people["producer"].request("POST", f"/api/v1/producers/{walk.producer}/channels/workbook", body, {"Content-Type": kind})

    keys = ["ps_category", "ps_product_name", "ps_price", "ps_stock", "ps_gtin_code", "ps_new_size_chart"]
    words = ["Ngành hàng", "Tên sản phẩm *", "Giá", "Kho hàng", "GTIN", "Bảng kích cỡ"]
    empty = blank([keys, words, ["Không bắt buộc", "Bắt buộc", "Bắt buộc", "Bắt buộc", "Không bắt buộc", "Không bắt buộc"]])
    answer = expect(send(empty), 200)
    rows = workbook(answer.body)
    check("two items below the three rows of headings", len(rows) == 5 and [row.get("C") for row in rows[3:]] == ["180000", "180000"] and all(row.get("B") for row in rows[3:]), rows)
    check("a number in its column, none made up for the other", sorted(row.get("E", "") for row in rows[3:]) == ["", "8938505974194"], rows)
    check("a group that is no category of theirs stays empty", all(not row.get("A") for row in rows[3:]), rows)
    with zipfile.ZipFile(io.BytesIO(empty)) as before, zipfile.ZipFile(io.BytesIO(answer.body)) as after:
        same = [name for name in before.namelist() if name != "xl/worksheets/sheet1.xml"]
        check("the other sheet, the macro and the rest are as they were", before.namelist() == after.namelist() and all(before.read(name) == after.read(name) for name in same), after.namelist())
        check("the rule of the list too", b"dataValidation type=" in after.read("xl/worksheets/sheet1.xml"))
    check("how many are missing is said", answer.headers["X-Left-Out"] == "0" and "shopee-2-2.xlsx" in answer.headers["Content-Disposition"], answer.headers)
    asks = send(blank([keys + ["x_warranty"], words + ["Hạn bảo hành"], ["", "", "", "", "", "", "Bắt buộc"]]))
    check("a column that is required and unknown is named", asks.status == 422 and "x_warranty" in asks.json["problems"][0]["message"], asks.text[:400])
    check("a workbook of something else is refused", send(blank([["Họ tên", "Ngày sinh"]])).status == 422)
    check("and one that is filled already", send(blank([words] + [["", "Chè", "1"]] * 30)).status == 422)
    check("another platform's headings do not fit", send(blank([["PrimaryCategory", "SellerSku"]]), "tiki").status == 422)


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
        gs1(visitor, {first["code"], second["code"]})
        platforms_blank(walk)
        stars(walk, visitor, first)
        certified(walk, visitor, first)
        etag = visitor.get("/channels/google.xml").headers["ETag"]
        check("whoever has it is told so without a byte", visitor.get("/channels/google.xml", **{"If-None-Match": etag}).status == 304)
        plain, packed = visitor.get("/channels/products.csv"), visitor.get("/channels/products.csv", **{"Accept-Encoding": "gzip"})
        check("the packed file is the same", packed.headers["Content-Encoding"] == "gzip" and gzip.decompress(packed.body) == plain.body and packed.headers["ETag"] != plain.headers["ETag"], packed.headers)
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


# Every file that a channel has; those that show a star, and how it is read there.
FILES = ("google.xml", "google.tsv", "meta.csv", "shopee.xlsx", "lazada.xlsx", "tiktok.xlsx", "tiki.xlsx", "portal.csv", "portal.xlsx", "products.csv", "products.json", "gs1.jsonld")
SHOWN = {"google.xml": lambda body: [row.get("custom_label_0") for row in rss(body.decode())],
         "google.tsv": lambda body: [row["custom_label_0"] for row in table(body.decode(), "\t")],
         "meta.csv": lambda body: [row["custom_label_0"] for row in table(body.decode())],
         "portal.csv": lambda body: [row["Hạng sao còn hiệu lực"] for row in table(body.decode())],
         "portal.xlsx": lambda body: [value for row in workbook(body)[1:] for value in row.values()],
         "products.csv": lambda body: [row["star"] for row in table(body.decode())],
         "products.json": lambda body: [row["star"] for row in json.loads(body)["items"]],
         "gs1.jsonld": lambda body: [node.get("gs1:certification", {}).get("gs1:certificationValue") for node in json.loads(body)["@graph"]]}


def everything(visitor):
    return {name: expect(visitor.get(f"/channels/{name}"), 200).body for name in FILES}


def says_star(body):
    text = body if body[:2] != b"PK" else "\n".join(value for row in workbook(body) for value in row.values()).encode()
    return re.search(r"4 sao|4★|1234/QĐ-UBND", text.decode())


def certified(walk, visitor, product):
    """The star is in each file that shows stars while it holds, and in none of all from the second on in which it does not."""
    described(walk, product["id"], "Chè Shan tuyết của Phìn Hồ, OCOP 4 sao.")
    check("words that claim it before it is given are withheld", product["code"] not in expect(visitor.get("/channels/products.csv"), 200).text)
    four = {**best(walk.table), "1.5": 3, "4.1": 3, "7": 3}   # the floors of five are missed: the province certifies by itself
    number = expect(walk.decide(walk.to_closing(four), "recognised"), 201).json["certificate"]["number"]
    files = everything(visitor)
    for name, shown in SHOWN.items():
        check(f"{name} shows the star that holds", any(value in ("4", "OCOP 4 sao") for value in shown(files[name])), shown(files[name]))
    check("and its maker may say it, in each file", all(says_star(body) for body in files.values()), [name for name, body in files.items() if not says_star(body)])
    issued = walk.ask("province", "GET", f"/api/v1/certificates/{number}").json["issued"]
    value = {"ground": "breach_of_law", "number": "99/QĐ-UBND", "concluded": issued, "decided": issued, "signer": "Nguyễn Văn Mẫu"}
    expect(walk.ask("province", "POST", f"/api/v1/certificates/{number}/withdrawal", value), 201)
    files = everything(visitor)
    for name, shown in SHOWN.items():
        check(f"{name} shows none that was withdrawn", not any(value in ("4", "OCOP 4 sao") for value in shown(files[name])), shown(files[name]))
    check("nor do words of any file", not any(says_star(body) for body in files.values()), [name for name, body in files.items() if says_star(body)])
    described(walk, product["id"], "Chè Shan tuyết của Phìn Hồ.")
    check("mended, it is sold everywhere again", all(product["code"].encode() in body for name, body in everything(visitor).items() if not name.endswith(".xlsx")))


need_engine()
channels()
finish()
