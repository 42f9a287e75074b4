/* SPDX-License-Identifier: Apache-2.0
 * Every command's row; main.c puts them into the table. */
#pragma once

#include "cli/cli.h"

extern const struct command command_init, command_check, command_status, command_audit_show, command_audit_verify,
    command_job_run, command_job_list,
    command_backup, command_export_database, command_import_database, command_restore;
extern const struct command command_get, command_list, command_create, command_patch, command_act,
    command_export, command_schema;
extern const struct command command_unit_show, command_unit_import, command_unit_lineage,
    command_unit_place, command_unit_merge, command_unit_split, command_unit_rename,
    command_unit_reparent, command_unit_undo;
extern const struct command command_programme_check, command_programme_load, command_programme_list,
    command_programme_show, command_programme_agree;
extern const struct command command_import, command_assign, command_coverage, command_report_render,
    command_demo, command_template, command_assign_hand_over, command_assign_verify, command_quota, command_deadlines, command_link,
    command_conflict_list, command_conflict_decide, command_grant, command_serve, command_routes,
    command_openapi;
extern const struct command command_user_add, command_user_passwd, command_user_lock, command_user_unlock,
    command_user_list, command_user_access, command_user_token;
extern const struct command command_person_show, command_person_correct, command_person_erase;
extern const struct command command_key_rotate, command_audit_reads;
