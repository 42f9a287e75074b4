/* SPDX-License-Identifier: Apache-2.0
 * Chung Tay: the table of commands. Start reading here (docs/tour.md). */
#include "cli/commands.h"

int main(int argc, char **argv)
{
    const struct command commands[] = {
        command_init, command_demo,
        command_unit_import, command_unit_show,
        command_unit_lineage, command_unit_place,
        command_unit_merge, command_unit_split,
        command_unit_rename, command_unit_reparent,
        command_unit_undo, command_programme_check,
        command_programme_load, command_programme_agree,
        command_programme_list, command_programme_show,
        command_import, command_template,
        command_conflict_list, command_conflict_decide,
        command_assign, command_assign_hand_over, command_assign_verify,
        command_quota, command_grant,
        command_deadlines, command_link,
        command_coverage, command_report_render,
        command_get, command_list,
        command_create, command_patch,
        command_act, command_export,
        command_export_database, command_import_database,
        command_job_run, command_job_list,
        command_schema, command_status, command_backup,
        command_restore, command_check,
        command_audit_show, command_audit_verify,
        command_user_add, command_user_passwd, command_user_lock, command_user_unlock, command_user_list, command_user_access,
        command_user_token, command_person_show, command_person_correct, command_person_erase,
        command_key_rotate, command_audit_reads,
        command_serve, command_routes, command_openapi,
        { 0 },
    };
    return cli_main(commands, argc, argv);
}
