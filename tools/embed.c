/* SPDX-License-Identifier: Apache-2.0
 * Build tool: embed NAME OUT.c FILES… → a table { path, bytes, length } of files, NULL-terminated. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: embed NAME OUT.c FILES…\n");
        return 2;
    }
    FILE *out = fopen(argv[2], "w");
    if (!out)
        return 1;
    fputs("/* Generated: files of the project as bytes. */\n#include \"base/embedded.h\"\n", out);
    for (int i = 3; i < argc; i++) {
        FILE *in = fopen(argv[i], "rb");
        if (!in) {
            perror(argv[i]);
            return 1;
        }
        fprintf(out, "static const unsigned char file_%d[] = {", i);
        long count = 0;
        for (int c; (c = fgetc(in)) != EOF; count++)
            fprintf(out, "%s%d,", count % 24 ? "" : "\n", c);
        fprintf(out, "\n0 };\n");
        fclose(in);
    }
    fprintf(out, "const struct embedded_file %s[] = {\n", argv[1]);
    for (int i = 3; i < argc; i++)
        fprintf(out, "    { \"%s\", file_%d, sizeof(file_%d) - 1 },\n", argv[i], i, i);
    fputs("    { 0 },\n};\n", out);
    return fclose(out);
}
