"""Open a GeoPackage as QGIS does and print what it shows; run by the Python that QGIS brings.

python3 tests/qgis_opens.py FILE.gpkg 2025-08-20
"""

import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import (  # type: ignore[import-not-found]
    QgsApplication,
    QgsDateTimeRange,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsRenderContext,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime  # type: ignore[import-not-found]

path, day = sys.argv[1:]
application = QgsApplication([], False)
application.initQgis()
at = QDate.fromString(day, "yyyy-MM-dd")
whole_day = QgsDateTimeRange(QDateTime(at, QTime(0, 0)), QDateTime(at, QTime(23, 59, 59)))
shown = {}
for name in ("points", "areas", "reports"):
    # As the program's own 'add layer' does: first the layer, then its style.
    options = QgsVectorLayer.LayerOptions()
    options.loadDefaultStyle = False
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr", options)
    layer.loadDefaultStyle()
    told = {"valid": layer.isValid(), "features": layer.featureCount()}
    if layer.renderer() is not None:
        time = layer.temporalProperties()
        context = QgsVectorLayerTemporalContext()
        context.setLayer(layer)
        asked = QgsFeatureRequest().setFilterExpression(time.createFilterString(context, whole_day))
        drawing = QgsRenderContext()
        expressions = QgsExpressionContext()
        expressions.appendScope(QgsExpressionContextUtils.layerScope(layer))
        drawing.setExpressionContext(expressions)
        renderer = layer.renderer()
        renderer.startRender(drawing, layer.fields())
        symbols = {}
        for feature in layer.getFeatures():
            drawing.expressionContext().setFeature(feature)
            symbol = renderer.symbolForFeature(feature, drawing)
            symbols[feature["id"]] = symbol and symbol.symbolLayer(0).layerType()
        renderer.stopRender(drawing)
        told |= {
            "renderer": renderer.type(),
            "categories": [category.value() for category in renderer.categories()],
            "temporal": time.isActive(),
            "that_day": sorted(feature["id"] for feature in layer.getFeatures(asked)),
            "symbols": symbols,
        }
    shown[name] = told
print(json.dumps(shown))
sys.stdout.flush()
os._exit(0)  # QGIS crashes while it tidies up
