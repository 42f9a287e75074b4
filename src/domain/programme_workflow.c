/* SPDX-License-Identifier: Apache-2.0
 * Rules of procedure that the program carries out: a lifecycle or a command, and its test. */
#include "domain/programme_form.h"

#include <string.h>

/* The slugs of the kinds that have a lifecycle; ends with NULL. */
static const char *const *kinds_with_lifecycle(struct arena *arena)
{
    size_t count = 0, found = 0;
    while (kinds[count])
        count++;
    const char **slugs = ARENA_ARRAY(arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        if (kinds[i]->transitions)
            slugs[found++] = kinds[i]->slug;
    return slugs;
}

/* "test/cli/main_job.sh", or that and the name of a test in it. */
static void read_test(struct form_reader *form, const struct form_key *key,
                      const struct yaml *value, void *ret_field)
{
    struct programme_workflow *workflow = ret_field;
    const char *text = form_scalar(form, key->key, value);
    if (!text)
        return;
    const char *space = strchr(text, ' ');
    if (strncmp(text, "test/", 5) != 0 || strstr(text, "..") || (space && !form_is_name(space + 1))) {
        form_mistake(form, value, MSG_PROGRAMME_TEST, text);
        return;
    }
    workflow->test = space ? arena_strndup(form->arena, text, (size_t)(space - text)) : text;
    workflow->test_name = space ? space + 1 : NULL;
}

static void workflow_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    struct programme_workflow *workflow = ret;
    const struct yaml *kind = yaml_get(node, "kind");
    const char *slug = kind ? form_scalar(form, "kind", kind) : NULL;
    const struct kind *found = slug ? kind_by_slug(slug) : NULL;
    if (found && found->transitions)
        workflow->kind = found;
    else if (slug)
        form_unknown(form, kind, "kind", slug, kinds_with_lifecycle(form->arena));
    if (!kind && !workflow->command)
        form_mistake(form, node, MSG_PROGRAMME_WORKFLOW);
}

#define WORKFLOW(member) offsetof(struct programme_workflow, member)
static const struct form_key workflow_keys[] = {
    { .key = "id", .type = FORM_NAME, .required = true, .offset = WORKFLOW(id) },
    { .key = "title", .type = FORM_TEXT, .required = true, .offset = WORKFLOW(title) },
    { .key = "source", .type = FORM_READ, .read = read_sources, .offset = WORKFLOW(sources) },
    { .key = "kind", .type = FORM_ELSEWHERE },
    { .key = "command", .type = FORM_LINE, .offset = WORKFLOW(command) },
    { .key = "test", .type = FORM_READ, .required = true, .read = read_test },
    { .key = NULL },
};
const struct form workflow_form = { .keys = workflow_keys,
                                    .size = sizeof(struct programme_workflow),
                                    .has_line = true,
                                    .finish = workflow_finish };
