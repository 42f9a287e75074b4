# SPDX-License-Identifier: Apache-2.0
"""The peer of bench/http.sh: Django REST framework over the very rows of an SQLite file of Chung Tay, as its manual
has it: a token, a serializer, pages of 25, an aggregate, a write. Debian's python3-djangorestframework and gunicorn.
ROWS=a.db USERS=drf.db gunicorn -w 4 --chdir bench/drf app:application"""
import os
import time

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="bench", ALLOWED_HOSTS=["*"], DEBUG=False, ROOT_URLCONF="app", USE_TZ=True,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework", "rest_framework.authtoken"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["USERS"], "CONN_MAX_AGE": None},
               "rows": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["ROWS"], "CONN_MAX_AGE": None}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.TokenAuthentication"],
                    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
                    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
                    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination", "PAGE_SIZE": 25})
django.setup()

from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.urls import include, path  # noqa: E402
from rest_framework import routers, serializers, views, viewsets  # noqa: E402
from rest_framework.response import Response  # noqa: E402


class Household(models.Model):
    id = models.BigIntegerField(primary_key=True)
    shard = models.BigIntegerField()
    version = models.BigIntegerField(default=1)
    created_at = models.TextField()
    updated_at = models.TextField()
    state = models.TextField(default="active")
    code = models.TextField(null=True)
    head_name = models.TextField(null=True)
    head_sex = models.TextField(null=True)
    head_birth_date = models.TextField(null=True)
    unit = models.BigIntegerField(null=True)
    address = models.TextField(null=True)
    ethnicity = models.TextField(null=True)
    member_count = models.BigIntegerField(null=True)
    registered_on = models.TextField(null=True)

    class Meta:
        app_label, managed, db_table = "contenttypes", False, "households"


class Classification(models.Model):
    id = models.BigIntegerField(primary_key=True)
    state = models.TextField()
    year = models.BigIntegerField()
    shard = models.BigIntegerField()
    poverty = models.TextField(db_column="class")

    class Meta:
        app_label, managed, db_table = "contenttypes", False, "classifications"


class HouseholdSerializer(serializers.ModelSerializer):
    class Meta:
        model = Household
        fields = "__all__"
        read_only_fields = ["id", "shard", "created_at", "updated_at"]


class Households(viewsets.ModelViewSet):
    serializer_class = HouseholdSerializer

    def get_queryset(self):
        rows = Household.objects.using("rows").order_by("member_count", "id")
        units = self.request.query_params.get("units")
        return rows.filter(state="active", unit__in=units.split(",")) if units else rows

    def perform_create(self, serializer):
        now, unit = time.time_ns(), serializer.validated_data["unit"]
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        record = Household(id=((unit >> 56) << 56) + now // 1000 % (1 << 56), shard=unit >> 56, created_at=stamp, updated_at=stamp,
                           **serializer.validated_data)
        record.save(using="rows", force_insert=True)
        serializer.instance = record


class Poor(views.APIView):
    """Households by class in a year, in a province."""

    def get(self, request):
        rows = Classification.objects.using("rows").filter(year=request.query_params["year"])
        rows = rows.filter(shard__in=request.query_params["shards"].split(","))
        return Response(list(rows.values("poverty").annotate(count=Count("id"))))


router = routers.DefaultRouter()
router.register("households", Households, basename="household")
urlpatterns = [path("", include(router.urls)), path("poor/", Poor.as_view())]
application = get_wsgi_application()

if __name__ == "__main__":  # python3 app.py: makes the users' database, prints a token
    call_command("migrate", verbosity=0)
    from django.contrib.auth.models import User
    from rest_framework.authtoken.models import Token

    print(Token.objects.create(user=User.objects.create_user("bench")).key)
