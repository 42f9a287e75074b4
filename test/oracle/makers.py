"""Workbooks as other programs write them, part by part: NAME(sheets) → bytes; sheets as in office_lists.py."""
import datetime
import io
import zipfile

from hostile_sheets import MAIN, PACKAGE, RELATIONS, csv_bytes, escape, letters

STRICT_MAIN = 'http://purl.oclc.org/ooxml/spreadsheetml/main'
STRICT_RELATIONS = 'http://purl.oclc.org/ooxml/officeDocument/relationships'
PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
MAKERS = {}


def maker(function):
    MAKERS[function.__name__] = function
    return function


class Book:
    """What programs do differently: name spaces, prefixes, where texts stand, how parts are called and packed."""

    main, relations, prefix = MAIN, RELATIONS, ''
    absolute = backslash = False
    texts = 'shared'                # shared, inline, str, rich, cdata
    references = True               # r= of rows and cells
    dates = 'serial'                # serial, iso
    folder, workbook, sheet = 'xl/', 'workbook.xml', 'worksheets/sheet{}.xml'
    compression = zipfile.ZIP_DEFLATED
    encoding = 'utf-8'
    row_attributes = sheet_before = sheet_after = sheet_attributes = workbook_before = ''
    empty_rows = styled_columns = 0
    extra = {}
    folders = False

    def __init__(self, **how):
        for key, value in how.items():
            assert hasattr(Book, key), key
            setattr(self, key, value)
        self.strings, self.order = {}, []

    def tag(self, xml):
        """The main name space's elements with the book's prefix."""
        return xml.replace('</', '\0').replace('<', '<' + self.prefix).replace('\0', '</' + self.prefix) if self.prefix else xml

    def root(self, name):
        space = f'xmlns{":" + self.prefix[:-1] if self.prefix else ""}="{self.main}"'
        return f'<{self.prefix}{name} {space} xmlns:r="{self.relations}"', f'</{self.prefix}{name}>'

    def text_cell(self, reference, text):
        safe = escape(text)
        if self.texts == 'str':
            return f'<c{reference} t="str"><f>VLOOKUP(A1,Ds!A:B,2,0)</f><v>{safe}</v></c>'
        if self.texts == 'inline':
            return f'<c{reference} t="inlineStr"><is><t>{safe}</t></is></c>'
        number = self.strings.setdefault(text, len(self.strings))
        return f'<c{reference} s="1" t="s"><v>{number}</v></c>'

    def cell(self, row, column, value):
        name = letters(column + 1)
        reference = f' r="{name.lower() if self.references == "lower" else name}{row + 1}"' if self.references else ''
        if value in ('', None):
            return f'<c{reference} s="1"/>' if column < self.styled_columns or not self.references else ''
        if isinstance(value, bool):
            return f'<c{reference} s="1" t="b"><v>{int(value)}</v></c>'
        if isinstance(value, (datetime.date, datetime.datetime)):
            if self.dates == 'iso':
                return f'<c{reference} s="2" t="d"><v>{value.isoformat()[:10]}</v></c>'
            return f'<c{reference} s="2"><v>{(value - datetime.date(1899, 12, 30)).days}</v></c>'
        if isinstance(value, (int, float)):
            return f'<c{reference} s="1"><v>{float(value)!r}</v></c>' if self.texts == 'str' else f'<c{reference} s="1"><v>{value}</v></c>'
        return self.text_cell(reference, value)

    def sheet_xml(self, rows, how):
        width = max(map(len, rows), default=0)
        body = ''
        rows = list(rows) + [[]] * self.empty_rows
        for i, row in enumerate(rows):
            cells = list(row) + [''] * (max(self.styled_columns, width if not self.references else 0) - len(row))
            number = f' r="{i + 1}"' if self.references else ''
            body += f'<row{number}{self.row_attributes}>' + ''.join(self.cell(i, j, value) for j, value in enumerate(cells)) + '</row>'
        merges = how.get('merges', ())
        after = f'<mergeCells count="{len(merges)}">' + ''.join(f'<mergeCell ref="{merge}"/>' for merge in merges) + '</mergeCells>' if merges else ''
        start, end = self.root('worksheet')
        return PROLOG + f'{start}{self.sheet_attributes}>' + self.tag(self.sheet_before + f'<sheetData>{body}</sheetData>' + after) + self.sheet_after + end

    def string_xml(self, text):
        safe = escape(text)
        if self.texts == 'rich':
            half = len(text) // 2
            return (f'<si><r><rPr><b/><sz val="12"/><rFont val="Times New Roman"/></rPr><t xml:space="preserve">{escape(text[:half])}</t></r>'
                    f'<r><rPr><vertAlign val="superscript"/></rPr><t xml:space="preserve">{escape(text[half:])}</t></r><rPh sb="0" eb="1"><t>ĐỌC</t></rPh></si>')
        if self.texts == 'cdata':
            return f'<si><t xml:space="preserve"><![CDATA[{text[:1]}]]>{escape(text[1:])}</t></si>'
        return f'<si><t xml:space="preserve">{safe}</t></si>'

    def styles_xml(self):
        start, end = self.root('styleSheet')
        return PROLOG + start + '>' + self.tag(
            '<numFmts count="2"><numFmt numFmtId="164" formatCode="[$-42A]dd/mm/yyyy;@"/><numFmt numFmtId="165" formatCode="#,##0\\ &quot;₫&quot;"/></numFmts>'
            '<fonts count="2"><font><name val=".VnTime"/></font><font><name val="Arial"/></font></fonts>'
            '<cellStyleXfs count="2"><xf numFmtId="14"/><xf numFmtId="0"/></cellStyleXfs>'
            '<cellXfs count="4"><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1" xfId="0"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165"/></cellXfs>') + end

    def bytes(self, sheets):
        parts = {}
        names = [self.sheet.format(i + 1) for i in range(len(sheets))]
        for (title, rows, *how), name in zip(sheets, names):
            parts[self.folder + name] = self.sheet_xml(rows, how[0] if how else {})
        start, end = self.root('workbook')
        listed = ''.join(f'<sheet name="{escape(title)}" sheetId="{i + 7}" r:id="rId{i + 100}"/>' for i, (title, *_) in enumerate(sheets))
        parts[self.folder + self.workbook] = PROLOG + start + '>' + self.tag(self.workbook_before + f'<sheets>{listed}</sheets>') + end
        if self.strings:
            start, end = self.root('sst')
            parts[self.folder + 'sharedStrings.xml'] = PROLOG + start + f' count="{len(self.strings)}" uniqueCount="{len(self.strings)}">' + self.tag(''.join(map(self.string_xml, self.strings))) + end
        parts[self.folder + 'styles.xml'] = self.styles_xml()
        targets = [('worksheet', name, f'rId{i + 100}') for i, name in enumerate(names)] + [('styles', 'styles.xml', 'rId1')] + ([('sharedStrings', 'sharedStrings.xml', 'rId2')] if self.strings else [])
        prefix = '/' + self.folder if self.absolute else ''
        parts[f'{self.folder}_rels/{self.workbook}.rels'] = PROLOG + f'<Relationships xmlns="{PACKAGE}/relationships">' + ''.join(
            f'<Relationship Target="{prefix}{target}" Type="{self.relations}/{kind}" Id="{id}"/>' for kind, target, id in targets) + '</Relationships>'
        root = '/' if self.absolute else ''
        parts['_rels/.rels'] = PROLOG + f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="R1" Type="{self.relations}/officeDocument" Target="{root}{self.folder}{self.workbook}"/></Relationships>'
        parts['[Content_Types].xml'] = PROLOG + f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
        out = io.BytesIO()
        with zipfile.ZipFile(out, 'w', self.compression) as archive:
            if self.folders:
                for folder in ('_rels/', 'xl/', 'xl/worksheets/', 'docProps/', '__MACOSX/'):
                    archive.writestr(folder, b'')
            for name, data in {**parts, **self.extra}.items():
                name = name.replace('/', '\\') if self.backslash else name
                if isinstance(data, str):
                    data = data.replace('encoding="UTF-8"', f'encoding="{self.encoding.upper()}"').encode(self.encoding)
                archive.writestr(name, data)
        return out.getvalue()


@maker
def excel(sheets):
    return Book(row_attributes=' spans="1:12" x14ac:dyDescent="0.25"', sheet_attributes=' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"',
                sheet_before='<dimension ref="A1:L40"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="1" width="5"/></cols>').bytes(sheets)


@maker
def strict(sheets):
    return Book(main=STRICT_MAIN, relations=STRICT_RELATIONS, dates='iso', workbook_before='<workbookPr dateCompatibility="0"/>').bytes(sheets)


@maker
def prefixed(sheets):
    return Book(prefix='x:', absolute=True, texts='inline').bytes(sheets)


@maker
def prefixed_shared(sheets):
    return Book(prefix='ss:', absolute=True).bytes(sheets)


@maker
def google(sheets):
    return Book(empty_rows=900, styled_columns=26, row_attributes=' ht="15.75" customHeight="1"').bytes(sheets)


@maker
def wps(sheets):
    return Book(sheet_attributes=' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"', row_attributes=' customFormat="1" spans="1:9"',
                extra={'customXml/item1.xml': '<x/>', 'xl/theme/theme1.xml': '<a/>'}, styled_columns=12).bytes(sheets)


@maker
def without_references(sheets):
    return Book(references=False, texts='inline').bytes(sheets)


@maker
def backslashes(sheets):
    return Book(backslash=True).bytes(sheets)


@maker
def rich(sheets):
    return Book(texts='rich').bytes(sheets)


@maker
def cdata(sheets):
    return Book(texts='cdata').bytes(sheets)


@maker
def formulas(sheets):
    return Book(texts='str').bytes(sheets)


@maker
def utf16(sheets):
    return Book(encoding='utf-16', texts='inline').bytes(sheets)


@maker
def stored_in_folders(sheets):
    return Book(compression=zipfile.ZIP_STORED, folders=True).bytes(sheets)


@maker
def odd_names(sheets):
    return Book(folder='bang tinh/', workbook='so.xml', sheet='trang {}.xml').bytes(sheets)


@maker
def bzipped(sheets):
    return Book(compression=zipfile.ZIP_BZIP2).bytes(sheets)


@maker
def lower(sheets):
    return Book(references='lower').bytes(sheets)
