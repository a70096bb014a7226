"""Who gets what: one line for every URL, method and object that makes a difference.

    name  arguments  method  statuses

The name is the URL's, with its namespace; a URL without a name stands here with its route. Arguments are
names of what tests/world.py has, joined by commas; "@" asks for the key, "-" is none. A method of "POST:…"
sends the form of that name (FORMS below), a plain POST sends an empty one.

Statuses are nine, in the order of ROLES; or one, where all are the same; or three, in the admin, for
assistant, instructor and site staff, where everybody else is sent to sign in ("in") or refused (403).
"in" is a redirect to the sign-in page, 302 one to anywhere else.
"""

from __future__ import annotations

# The anonymous reader; one with a held comment of their own in the session; a student of the course; a
# student of another; the course's editor, assistant and instructor; site staff; the essays' author.
ROLES = ["", "guest", "tom", "outsider", "editor", "assistant", "instructor", "staff", "isaiah"]

FORMS = {
    "report": {"reason": "rude"},
    "read": {"version": "0"},
    "reply": {"body": "A reply.", "name": "Guest", "email": "guest@example.org"},
    "approve": {"action": "approve"},
    "propose": {"line": "A work that nobody listed."},
    "accept": {"answer": "accept"},
    "take-back": {"answer": "take-back"},
    "remove": {"answer": "remove"},
    "ask": {"question": "open"},
    "through": {"move": "publish"},
    "take-in": {"move": "take-back"},
    "return": {"move": "return", "note": "Say where this is from."},
    "follow": {"state": "followed"},
    "all-read": {"upto": "1"},
    "introduce": {"introduction": "A few words."},
    "ask-author": {"who": "Silvia Silent"},
    "agree": {"answer": "accept"},
    "answer": {"body": "An answer.", "intent": "hand-in"},
    "marking": {"whole": "1", "version": "1"},
    "deck": {"deck": "ocr-a-level-history"},
    "mail": {"email": "guest@example.org"},
}

TABLE = """
# The site's own pages                        anon guest tom  out  edit assi inst staff author
blog:home                 -             GET   200
blog:site_feed            -             GET   200
blog:site_feed_atom       -             GET   200
health                    -             GET   200
robots                    -             GET   200
sitemap                   -             GET   200
blog:post_detail          course,world      GET   200
blog:post_detail          course,signed-in  GET   404  404  200  200  200  200  200  200  200
blog:post_detail          course,members    GET   404  404  200  404  200  200  200  200  200
blog:post_detail          course,staff      GET   404  404  404  404  404  200  200  200  200
blog:post_detail          course,draft      GET   404  404  404  404  404  404  404  404  200
blog:post_detail          course,withdrawn  GET   404  404  404  404  404  200  200  200  200
blog:post_detail          other-course,world GET  404
# An essay's way to its readers
blog:post_detail          course,submitted  GET   404  404  404  404  404  200  200  200  200
blog:post_detail          course,returned   GET   404  404  404  404  404  200  200  200  200
blog:post_detail          course,scheduled  GET   404  404  404  404  404  200  200  200  200
blog:post_export          course,submitted,ris GET   404
blog:reference_export     course,submitted,ris GET 404  404  404  404  404  200  200  200  200
comments:post_feed        course,submitted  GET   404
blog:image_show           image-submitted      GET   404  404  404  404  404  200  200  200  200
blog:post_export          course,returned,ris GET   404
blog:reference_export     course,returned,ris GET 404  404  404  404  404  200  200  200  200
comments:post_feed        course,returned   GET   404
blog:image_show           image-returned      GET   404  404  404  404  404  200  200  200  200
blog:post_export          course,scheduled,ris GET   404
blog:reference_export     course,scheduled,ris GET 404  404  404  404  404  200  200  200  200
comments:post_feed        course,scheduled  GET   404
blog:image_show           image-scheduled      GET   404  404  404  404  404  200  200  200  200
blog:post_publication     @world            GET   in   in   403  403  403  200  200  200  200
blog:post_publication     @members          GET   in   in   403  404  403  200  200  200  200
blog:post_publication     @draft            GET   in   in   404  404  404  404  404  404  200
blog:post_publication     @submitted        GET   in   in   404  404  404  200  200  200  200
blog:post_publication     @returned         GET   in   in   404  404  404  200  200  200  200
blog:post_publication     @scheduled        GET   in   in   404  404  404  200  200  200  200
blog:post_publication     @withdrawn        GET   in   in   404  404  404  200  200  200  200
blog:post_publication     @world            POST  in   in   403  403  403  422  422  422  422
blog:post_publication     @draft            POST  in   in   404  404  404  404  404  404  422
blog:post_publication     @submitted   POST:through in in   404  404  404  302  302  302  302
blog:post_publication     @submitted   POST:return  403 403 404  404  404  302  302  302  403
blog:post_publication     @scheduled   POST:through in in   404  404  404  403  403  403  302
blog:post_publication     @submitted  POST:take-in  in in   404  404  404  403  403  403  302
blog:post_publication     @returned    POST:through in in   404  404  404  403  403  403  302
blog:post_publication     @draft       POST:through in in   404  404  404  404  404  404  302
blog:submission_list      course            GET   in   in   403  403  403  200  200  200  403
blog:submission_list      other-course      GET   in   in   403  403  403  403  403  200  403
blog:submission_list      nowhere           GET   in   in   404  404  404  404  404  404  404
# How an essay is cited
blog:post_cite            course,world      GET   200
blog:post_cite            course,signed-in  GET   404  404  200  200  200  200  200  200  200
blog:post_cite            course,members    GET   404  404  200  404  200  200  200  200  200
blog:post_cite            course,staff      GET   404  404  404  404  404  200  200  200  200
blog:post_cite            course,draft      GET   404  404  404  404  404  404  404  404  200
blog:post_cite            course,withdrawn  GET   404  404  404  404  404  200  200  200  200
blog:reference_export     course,world,ris  GET   200
blog:reference_export     course,members,ris GET  404  404  200  404  200  200  200  200  200
blog:reference_export     course,draft,ris  GET   404  404  404  404  404  404  404  404  200
blog:post_export          course,seed,ris   GET   200
blog:post_export          course,seed,nothing GET 404
blog:post_export          course,world,ris  GET   404
blog:source_export        course            GET   200
blog:unapi                -                 GET   200
comments:post_feed        course,world      GET   200
comments:post_feed        course,signed-in  GET   404
comments:post_feed        course,draft      GET   404
comments:post_feed_atom   course,world      GET   200
comments:post_feed_atom   course,members    GET   404
comments:comment_reply    course,world      GET   302
comments:comment_reply    course,members    GET   404  404  302  404  302  302  302  302  302
comments:comment_reply    course,draft      GET   404  404  404  404  404  404  404  404  302
comments:comment_reply    course,world      POST  422
comments:comment_reply    course,world      POST:reply 302
comments:comment_reply    course,signed-in  POST:reply 404 404 302  302  302  302  302  302  302
comments:comment_reply    course,members    POST:reply 404 404 302  404  302  302  302  302  302
comments:comment_reply    course,staff      POST:reply 404 404 404  404  404  302  302  302  302
comments:comment_reply    course,draft      POST:reply 404 404 404  404  404  404  404  404  403
comments:comment_reply    course,withdrawn  POST:reply 404 404 404  404  404  403  403  403  403
comments:comment_detail   @toms-comment     GET   200
comments:comment_detail   @fresh-comment    GET   404  404  200  404  200  200  200  200  200
comments:comment_detail   @guests-comment   GET   404  200  404  404  404  404  404  404  404
comments:comment_thank    -                 GET   405
comments:comment_thank    -                 POST  in   in   404  404  404  404  404  404  404
comments:comment_edit     @toms-comment     GET   in   in   403  403  403  403  403  403  403
comments:comment_edit     @toms-comment     POST  in   in   422  403  403  403  403  403  403
comments:comment_edit     @toms-comment  POST:reply 403 403 403  403  403  403  403  403  403
comments:comment_edit     @fresh-comment    GET   in   in   200  404  403  403  403  403  403
comments:comment_edit     @guests-comment   GET   in   200  404  404  404  404  404  404  404
comments:comment_delete   @toms-comment     GET   in   in   200  403  403  403  403  403  403
comments:comment_delete   @toms-comment     POST  in   in   302  403  403  403  403  403  403
comments:comment_delete   @guests-comment   POST  in   302  404  404  404  404  404  404  404
comments:comment_report   @toms-comment     GET   in   in   403  200  200  200  200  200  200
comments:comment_report   @toms-comment     POST  in   in   403  422  422  422  422  422  422
comments:comment_report   @toms-comment POST:report in in   403  302  302  302  302  302  302
comments:comment_report   @fresh-comment    GET   in   in   403  404  200  200  200  200  200
comments:comment_report   @guests-comment   GET   in   in   404  404  404  404  404  404  404
comments:comment_question @toms-comment     GET   405
comments:comment_question @toms-comment     POST  in   in   400  400  400  400  400  400  400
comments:comment_question @toms-comment  POST:ask in   in   302  403  403  302  302  302  403
comments:comment_question @fresh-comment POST:ask in   in   302  404  403  302  302  302  403
comments:comment_preview  course,world      GET   405
comments:comment_preview  course,world      POST  200
comments:comment_preview  course,members    POST  404  404  200  404  200  200  200  200  200
comments:mention_find     course,world      GET   403  403  200  200  200  200  200  200  200
comments:mention_find     course,members    GET   403  403  200  404  200  200  200  200  200
comments:mention_find     course,draft      GET   403  403  404  404  404  404  404  404  200
comments:thread_close     course,world      GET   in   in   403  403  403  200  200  200  200
comments:thread_close     course,world      POST  in   in   403  403  403  422  422  422  422
comments:thread_close     course,members    GET   in   in   403  404  403  200  200  200  200
comments:thread_close     course,draft      GET   in   in   404  404  404  404  404  404  200
comments:question_list    -                 GET   in   in   200  200  200  200  200  200  200
# Notices
comments:notice_list      -                 GET   in   in   200  200  200  200  200  200  200
comments:notice_read      -                 GET   405
comments:notice_read      -                 POST  in   in   400  400  400  400  400  400  400
comments:notice_read      -        POST:all-read  in   in   302  302  302  302  302  302  302
comments:notice_settings  -                 GET   in   in   200  200  200  200  200  200  200
comments:notice_settings  -                 POST  in   in   422  422  422  422  422  422  422
comments:thread_follow    course,world      GET   405
comments:thread_follow    course,world      POST  in   in   400  400  400  400  400  400  400
comments:thread_follow    course,world   POST:follow in in  302  302  302  302  302  302  302
comments:thread_follow    course,members POST:follow in in  302  404  302  302  302  302  302
comments:thread_follow    course,draft   POST:follow in in  404  404  404  404  404  404  302
comments:guest_follow     course,world      GET   200  200  302  302  302  302  302  302  302
comments:guest_follow     course,world      POST  422  422  302  302  302  302  302  302  302
comments:guest_follow     course,world    POST:mail 302
comments:guest_follow     course,signed-in  GET   404  404  302  302  302  302  302  302  302
comments:guest_follow     course,members    GET   404  404  302  404  302  302  302  302  302
comments:guest_follow     course,draft      GET   404  404  404  404  404  404  404  404  302
comments:guest_confirm    confirm           GET   200
comments:guest_confirm    confirm           POST  302
comments:guest_confirm    key               GET   404
comments:notice_unsubscribe leave           GET   200
comments:notice_unsubscribe leave           POST  200
comments:notice_unsubscribe key             GET   404
blog:source_propose       course,world      GET   in   in   200  200  200  200  200  200  302
blog:source_propose       course,world      POST  in   in   422  422  422  422  422  422  302
blog:source_propose       course,world   POST:propose 403 403 302 302 302 302  302  302  302
blog:source_propose       course,signed-in  GET   in   in   200  200  200  200  200  200  302
blog:source_propose       course,members    GET   in   in   200  404  200  200  200  200  302
blog:source_propose       course,staff      GET   in   in   404  404  404  200  200  200  302
blog:source_propose       course,draft      GET   in   in   404  404  404  404  404  404  302
blog:source_propose       course,withdrawn  GET   in   in   404  404  404  403  403  403  302
blog:proposal_decide      @proposal         GET   405
blog:proposal_decide      @proposal         POST  in   in   400  404  404  400  400  400  400
blog:proposal_decide      @proposal    POST:accept in  in   403  404  404  403  403  403  302
blog:proposal_decide      @proposal    POST:take-back in in 302  404  404  403  403  403  403
blog:proposal_decide      @proposal    POST:remove in  in   403  404  404  302  302  302  403
blog:category_detail      course,category   GET   200
blog:category_detail      other-course,category GET 404
blog:category_feed        course,category   GET   200
blog:category_feed_atom   course,category   GET   200
blog:tag_detail           tag               GET   200
blog:tag_detail           tag-of-course     GET   404  404  200  404  200  200  200  200  200
blog:tag_detail           tag-of-draft      GET   404
blog:tag_feed             tag               GET   200
blog:tag_feed             tag-of-course     GET   404
blog:tag_feed_atom        tag               GET   200
blog:tag_feed_atom        tag-of-draft      GET   404
blog:month_detail         year,month        GET   200
blog:month_detail         year,empty-month  GET   404
blog:image_show           image-world       GET   200
blog:image_show           image-signed-in   GET   404  404  200  200  200  200  200  200  200
blog:image_show           image-members     GET   404  404  200  404  200  200  200  200  200
blog:image_show           image-staff       GET   404  404  404  404  404  200  200  200  200
blog:image_show           image-draft       GET   404  404  404  404  404  404  404  404  200
blog:image_show           image-withdrawn   GET   404  404  404  404  404  200  200  200  200
blog:image_mine           -                 GET   in   in   200  200  200  200  200  200  200
blog:image_add            -                 GET   in   in   200  200  200  200  200  200  200
blog:image_add            -                 POST  in   in   422  422  422  422  422  422  422
blog:image_edit           picture-world     GET   in   in   403  403  403  403  403  403  200
blog:image_edit           picture-world     POST  in   in   403  403  403  403  403  403  422
blog:image_edit           picture-members   GET   in   in   403  404  403  403  403  403  200
blog:image_edit           picture-draft     GET   in   in   404  404  404  404  404  404  200
blog:image_delete         picture-world     GET   405
blog:image_delete         picture-world     POST  in   in   403  403  403  403  403  403  302
blog:image_delete         picture-members   POST  in   in   403  404  403  403  403  403  302
blog:image_delete         picture-draft     POST  in   in   404  404  404  404  404  404  302
blog:post_mine            -                 GET   in   in   200  200  200  200  200  200  200
blog:portfolio_edit       -                 GET   in   in   200  200  200  200  200  200  200
blog:portfolio_edit       -                 POST  in   in   400  400  400  400  400  400  400
blog:portfolio_edit       -        POST:introduce 403  403  302  302  302  302  302  302  302
blog:portfolio_detail     author            GET   200
blog:portfolio_detail     shy               GET   404  404  404  404  200  404  404  404  404
blog:portfolio_detail     newcomer          GET   404
blog:post_create          -                 GET   in   in   200  200  200  200  200  200  200
blog:post_create          -                 POST  in   in   422  422  422  422  422  422  422
blog:post_revisions       @world            GET   200
blog:post_revisions       @signed-in        GET   404  404  200  200  200  200  200  200  200
blog:post_revisions       @members          GET   404  404  200  404  200  200  200  200  200
blog:post_revisions       @staff            GET   404  404  404  404  404  200  200  200  200
blog:post_revisions       @draft            GET   404  404  404  404  404  404  404  404  200
blog:post_revisions       @withdrawn        GET   404  404  404  404  404  200  200  200  200
blog:revision_detail      @world,first      GET   200
blog:revision_detail      @members,first    GET   404  404  200  404  200  200  200  200  200
blog:revision_detail      @draft,first      GET   404  404  404  404  404  404  404  404  200
blog:revision_detail      @withdrawn,first  GET   404  404  404  404  404  404  404  404  200
blog:revision_detail      @world,no-number  GET   404
blog:revision_restore     @world,first      GET   405
blog:revision_restore     @world,first      POST  in   in   403  403  403  302  302  302  302
blog:revision_restore     @members,first    POST  in   in   403  404  403  302  302  302  302
blog:revision_restore     @staff,first      POST  in   in   404  404  404  302  302  302  302
blog:revision_restore     @draft,first      POST  in   in   404  404  404  404  404  404  302
blog:revision_restore     @withdrawn,first  POST  in   in   404  404  404  404  404  404  302
blog:address_follow       @world            GET   in   in   403  403  403  403  403  403  200
blog:address_follow       @members          GET   in   in   403  404  403  403  403  403  200
blog:address_follow       @draft            GET   in   in   404  404  404  404  404  404  200
blog:address_follow       @world            POST  in   in   403  403  403  403  403  403  302
blog:address_follow       @withdrawn        POST  in   in   404  404  404  403  403  403  302
blog:post_edit            @world            GET   in   in   403  403  403  403  403  403  200
blog:post_edit            @world            POST  in   in   403  403  403  403  403  403  422
blog:post_edit            @members          GET   in   in   403  404  403  403  403  403  200
blog:post_edit            @draft            GET   in   in   404  404  404  404  404  404  200
blog:post_edit            @withdrawn        GET   in   in   404  404  404  403  403  403  200
blog:post_withdraw        @world            GET   405
blog:post_withdraw        @world            POST  in   in   403  403  403  302  302  302  302
blog:post_withdraw        @members          POST  in   in   403  404  403  302  302  302  302
blog:post_withdraw        @draft            POST  in   in   404  404  404  404  404  404  302
blog:authorship_edit      @world            GET   in   in   403  403  403  403  403  403  200
blog:authorship_edit      @world            POST  in   in   403  403  403  403  403  403  422
blog:authorship_edit      @members          GET   in   in   403  404  403  403  403  403  200
blog:authorship_edit      @draft            GET   in   in   404  404  404  404  404  404  200
blog:authorship_edit      @members          POST:ask-author 403 403 403 404 403 403 403 403 302
blog:authorship_answer    @members          GET   in   in   200  404  404  404  404  404  404
blog:authorship_answer    @members          POST  in   in   400  404  404  404  404  404  404
blog:authorship_answer    @members          POST:agree in in 302 404  404  404  404  404  404
blog:authorship_leave     @world            GET   405
blog:authorship_leave     @world            POST  in   in   403  403  403  403  403  403  403
blog:copy_save            -                 GET   405
blog:copy_save            -                 POST  401  401  200  200  200  200  200  200  200
blog:copy_discard         @copy             GET   405
blog:copy_discard         @copy             POST  in   in   404  404  404  404  404  404  302
# Study notes: published ones are everyone's; of a draft its topic's page says nothing
studynotes:subject_list   -                 GET   200
studynotes:specification_detail specification GET 200
studynotes:specification_detail nothing     GET   404
studynotes:note_detail    specification,topic GET 200
studynotes:note_detail    specification,topic-draft GET 200
studynotes:note_detail    specification,nothing GET 404
studynotes:note_detail    other-specification,topic GET 404
# Flash cards: each learner's own (Isaiah's here); on paper everyone's
studynotes:card_list      -                 GET   in   in   200  200  200  200  200  200  200
studynotes:card_review    -                 GET   in   in   200  200  200  200  200  200  200
studynotes:card_start     -                 GET   405
studynotes:card_start     -                 POST  in   in   400  400  400  400  400  400  400
studynotes:card_start     -           POST:deck   in   in   302  302  302  302  302  302  302
studynotes:card_stop      -                 GET   405
studynotes:card_stop      -                 POST  in   in   400  400  400  400  400  400  400
studynotes:card_stop      -           POST:deck   in   in   302  302  302  302  302  302  302
studynotes:card_detail    @card             GET   in   in   404  404  404  404  404  404  200
studynotes:card_rate      @card             GET   405
studynotes:card_rate      @card             POST  in   in   404  404  404  404  404  404  422
studynotes:card_undo      @card-review      GET   405
studynotes:card_undo      @card-review      POST  in   in   404  404  404  404  404  404  302
studynotes:card_sheet     specification     GET   200
studynotes:card_sheet     nothing           GET   404
studynotes:card_sheet     specification,topic GET 200
studynotes:card_sheet     specification,topic-draft GET 404 404 404  404  404  404  200  200  404
studynotes:card_sheet     other-specification,topic GET 404
studynotes:term_detail    specification,topic,term GET 200
studynotes:term_detail    specification,topic,nothing GET 404
studynotes:term_detail    other-specification,topic,term GET 404
studynotes:term_definitions @world          GET   200
studynotes:term_definitions @world          POST  405
studynotes:term_definitions @members        GET   404  404  200  404  200  200  200  200  200
studynotes:term_definitions @draft          GET   404  404  404  404  404  404  404  404  200
studynotes:terms_choose   -                 GET   405
studynotes:terms_choose   -                 POST  404
studynotes:note_edit      specification,topic GET in   in   403  403  403  403  200  200  403
studynotes:note_edit      specification,topic POST in  in   403  403  403  403  422  422  403
studynotes:note_edit      specification,topic-draft GET in in 403 403 403 403 200  200  403
studynotes:note_edit      specification,nothing GET in in   404  404  404  404  404  404  404
studynotes:note_withdraw  specification,topic GET 405
studynotes:note_withdraw  specification,topic POST in  in   403  403  403  403  302  302  403
studynotes:note_preview   specification,topic GET 405
studynotes:note_preview   specification,topic POST in  in   403  403  403  403  200  200  403
studynotes:note_check     specification,topic GET 405
studynotes:note_check     specification,topic POST in  in   403  403  403  403  200  200  403
studynotes:note_copy_save specification,topic GET 405
studynotes:note_copy_save specification,topic POST 401 401  403  403  403  403  200  200  403
studynotes:note_copy_discard @note-copy     GET   405
studynotes:note_copy_discard @note-copy     POST  in   in   404  404  404  404  302  404  404
studynotes:note_revisions specification,topic GET 200
studynotes:note_revisions specification,topic-draft GET 404 404 404 404 404 404 200 200 404
studynotes:note_revision_detail specification,topic,first GET 200
studynotes:note_revision_detail specification,topic,no-number GET 404
studynotes:note_revision_detail specification,topic-draft,first GET 404 404 404 404 404 404 200 200 404
studynotes:note_revision_restore specification,topic,first GET 405
studynotes:note_revision_restore specification,topic,first POST in in 403 403 403 403 302 302 403
studynotes:note_revision_restore specification,topic-draft,first POST in in 404 404 404 404 302 302 404
transfer:document_import  -                 GET   in   in   200  200  200  200  200  200  200
transfer:document_import  -                 POST  in   in   422  422  422  422  422  422  422
transfer:document_convert -                 GET   405
transfer:document_convert -                 POST  in   in   422  422  422  422  422  422  422
transfer:clipboard_convert -                GET   405
transfer:clipboard_convert -                POST  in   in   422  422  422  422  422  422  422
blog:post_preview         -                 GET   405
blog:post_preview         -                 POST  in   in   200  200  200  200  200  200  200
blog:post_check           -                 GET   405
blog:post_check           -                 POST  in   in   200  200  200  200  200  200  200
blog:finding_answer       @world            GET   405
blog:finding_answer       @world            POST  in   in   403  403  403  403  403  403  422
blog:finding_answer       @members          POST  in   in   403  404  403  403  403  403  422
blog:finding_answer       @draft            POST  in   in   404  404  404  404  404  404  422
blog:post_citations       @world            GET   200
blog:post_citations       @members          GET   404  404  200  404  200  200  200  200  200
blog:post_citations       @draft            GET   404  404  404  404  404  404  404  404  200
blog:post_citations       @withdrawn        GET   404  404  404  404  404  200  200  200  200
blog:source_list          course            GET   200
blog:source_detail        course,work       GET   200
blog:source_detail        course,work-of-members GET 404 404 200  404  200  200  200  200  200
blog:source_detail        course,work-of-draft GET 404 404 404  404  404  404  404  404  200
blog:source_detail        other-course,work GET   404
blog:source_card          course,work       GET   200
blog:source_card          course,work-of-members GET 404 404 200  404  200  200  200  200  200
blog:source_share         course,work       GET   405
blog:source_share         course,work       POST  in   in   302  403  302  302  302  302  302
blog:source_share         course,work-of-members POST in in 302  404  302  302  302  302  302
blog:source_share         course,work-of-draft POST in in 404  404  404  404  404  404  302
blog:style_choose         -                 GET   405
blog:style_choose         -                 POST  404
blog:source_find          course            GET   403  403  200  403  200  200  200  200  200
blog:source_add           course            GET   in   in   200  403  200  200  200  200  200
blog:source_add           course            POST  in   in   422  403  422  422  422  422  422
blog:source_import        course            GET   in   in   200  403  200  200  200  200  200
blog:source_import        course            POST  in   in   422  403  422  422  422  422  422
blog:source_edit          course,work       GET   in   in   403  403  403  200  200  200  403
blog:source_edit          course,work       POST  in   in   403  403  403  422  422  422  403
blog:source_edit          course,work-of-members GET in in  403  404  403  200  200  200  403
blog:source_edit          course,work-of-draft GET in  in   404  404  404  404  404  404  403
blog:unit_sources         course,unit       GET   in   in   403  403  403  200  200  200  403
blog:unit_sources         course,unit       POST  in   in   403  403  403  422  422  422  403
courses:course_detail     course            GET   200
blog:course_feed          course            GET   200
blog:course_feed_atom     course            GET   200
courses:course_join       other-course      GET   405
courses:course_join       other-course      POST  in   in   302  302  302  302  302  302  302
courses:course_join       course            POST  in   in   302  403  302  302  302  403  302
courses:unit_detail       course,unit       GET   200
comments:thread_branch    course,seed,@toms-comment GET 200
comments:thread_branch    course,members,@fresh-comment GET 404 404 200 404 200  200  200  200  200
comments:thread_branch    course,world,@fresh-comment GET 404
comments:thread_branch    course,world,@guests-comment GET 404 200 404 404  404  404  404  404  404
comments:passage_list     course,world      GET   200
comments:passage_list     course,signed-in  GET   404  404  200  200  200  200  200  200  200
comments:passage_list     course,members    GET   404  404  200  404  200  200  200  200  200
comments:passage_list     course,draft      GET   404  404  404  404  404  404  404  404  200
comments:thread_news      course,world      GET   200
comments:thread_news      course,signed-in  GET   404  404  200  200  200  200  200  200  200
comments:thread_news      course,members    GET   404  404  200  404  200  200  200  200  200
comments:thread_news      course,draft      GET   404  404  404  404  404  404  404  404  200
comments:thread_read      course,world      POST  in   in   400  400  400  400  400  400  400
comments:thread_read      course,world      POST:read in in 302  302  302  302  302  302  302
comments:thread_read      course,members    POST:read in in 302  404  302  302  302  302  302
comments:thread_read      course,draft      POST:read in in 404  404  404  404  404  404  302
comments:thread_read      course,world      GET   405
comments:author_detail    author            GET   200
comments:author_detail    teacher           GET   200
comments:author_detail    classmate         GET   404  404  200  404  200  200  200  200  200
comments:author_detail    newcomer          GET   404  404  404  404  404  404  404  200  404
comments:author_feed      author            GET   200
comments:author_feed      classmate         GET   404  404  200  404  200  200  200  200  200
comments:author_feed      newcomer          GET   404  404  404  404  404  404  404  200  404
comments:author_feed_atom author            GET   200
comments:author_feed_atom newcomer          GET   404  404  404  404  404  404  404  200  404
accounts:profile_edit     -                 GET   in   in   200  200  200  200  200  200  200
accounts:profile_edit     -                 POST  in   in   422  422  422  422  422  422  422
accounts:picture_show     picture           GET   200

# Enquiries after a tutor
studynotes:enquiry_start  -                 GET   302
studynotes:enquiry_start  -                 POST  405
studynotes:enquiry_sent   -                 GET   302
studynotes:enquiry_step   details           GET   200
studynotes:enquiry_step   details           POST  422
studynotes:enquiry_step   need              GET   302
studynotes:enquiry_step   nowhere           GET   404

# allauth
account_login             -                 GET   200  200  302  302  302  302  302  302  302
account_signup            -                 GET   200  200  302  302  302  302  302  302  302
account_logout            -                 GET   302  302  200  200  200  200  200  200  200
account_logout            -                 POST  302
account_inactive          -                 GET   200
account_reauthenticate    -                 GET   in   in   200  200  200  200  200  200  200
account_email             -                 GET   in   in   200  200  200  200  200  200  200
account_email_verification_sent -           GET   200
account_confirm_email     key               GET   200
account_change_password   -                 GET   in   in   200  200  200  200  200  200  200
account_set_password      -                 GET   in   in   302  302  302  302  302  302  302
account_reset_password    -                 GET   200
account_reset_password_done -               GET   200
account_reset_password_from_key uid,key     GET   200
account_reset_password_from_key_done -      GET   200
account_confirm_login_code -                GET   in   in   302  302  302  302  302  302  302

# The admin
admin:index               -                 GET   200  200  200
admin:login               -                 GET   302  302  302
admin:logout              -                 GET   405  405  405
admin:logout              -                 POST  302  302  302
admin:password_change     -                 GET   302  302  302
admin:password_change_done -                GET   302  302  302
admin:jsi18n              -                 GET   200  200  200
admin:autocomplete        -                 GET   403  403  403
admin:app_list            app               GET   200  200  200
admin:app_list            accounts-app      GET   404  404  200
admin:view_on_site        @type-of-post,@world   GET  302  302  302
admin:view_on_site        @type-of-post,@foreign-post GET 404 404 302
# Comments and their log: decided on, never written, changed or deleted here
admin:comments_comment_moderate           approve           GET   405  405  405
admin:comments_comment_moderate           nothing           POST  404  404  404
admin:comments_comment_undo                   -                 GET   405  405  405
admin:comments_comment_undo                   -                 POST  400  400  400
admin:comments_comment_changelist         -                 GET   200  200  200
admin:comments_comment_add                -                 GET   403  403  403
admin:comments_comment_change             @comment          GET   200  200  200
admin:comments_comment_change             @foreign-comment  GET   302  302  200
admin:comments_comment_history            @comment          GET   200  200  200
admin:comments_comment_history            @foreign-comment  GET   302  302  200
admin:comments_comment_delete             @comment          GET   403  403  403
admin:comments_comment_delete             @foreign-comment  GET   403  403  403
admin/comments/comment/<path:object_id>/  @comment          GET   302  302  302
admin:comments_moderationentry_changelist -                 GET   200  200  200
admin:comments_moderationentry_add        -                 GET   403  403  403
admin:comments_moderationentry_change     @entry            GET   200  200  200
admin:comments_moderationentry_change     @foreign-entry    GET   302  302  200
admin:comments_moderationentry_history    @entry            GET   200  200  200
admin:comments_moderationentry_history    @foreign-entry    GET   302  302  200
admin:comments_moderationentry_delete     @entry            GET   403  403  403
admin:comments_moderationentry_delete     @foreign-entry    GET   403  403  403
admin/comments/moderationentry/<path:object_id>/ @entry            GET   302  302  302
# Essays and pictures: filed and looked at
admin:blog_post_changelist                -                 GET   200  200  200
admin:blog_post_add                       -                 GET   403  403  403
admin:blog_post_change                    @world            GET   200  200  200
admin:blog_post_change                    @foreign-post     GET   302  302  200
admin:blog_post_history                   @world            GET   200  200  200
admin:blog_post_history                   @foreign-post     GET   302  302  200
admin:blog_post_delete                    @world            GET   403  403  403
admin:blog_post_delete                    @foreign-post     GET   403  403  403
admin/blog/post/<path:object_id>/         @world            GET   302  302  302
admin:blog_post_change                    @draft            GET   302  302  302
admin:blog_post_change                    @withdrawn        GET   200  200  200
admin:blog_image_changelist               -                 GET   200  200  200
admin:blog_image_add                      -                 GET   403  403  403
admin:blog_image_change                   @image            GET   200  200  200
admin:blog_image_change                   @foreign-image    GET   302  302  200
admin:blog_image_history                  @image            GET   200  200  200
admin:blog_image_history                  @foreign-image    GET   302  302  200
admin:blog_image_delete                   @image            GET   403  403  403
admin:blog_image_delete                   @foreign-image    GET   403  403  403
admin/blog/image/<path:object_id>/        @image            GET   302  302  302
# What a course's staff look after
admin:blog_category_changelist            -                 GET   200  200  200
admin:blog_category_add                   -                 GET   200  200  200
admin:blog_category_change                @category         GET   200  200  200
admin:blog_category_change                @foreign-category GET   302  302  200
admin:blog_category_history               @category         GET   200  200  200
admin:blog_category_history               @foreign-category GET   302  302  200
admin:blog_category_delete                @category         GET   200  200  200
admin:blog_category_delete                @foreign-category GET   302  302  200
admin/blog/category/<path:object_id>/     @category         GET   302  302  302
admin:sources_source_changelist           -                 GET   200  200  200
admin:sources_source_add                  -                 GET   200  200  200
admin:sources_source_change               @source           GET   200  200  200
admin:sources_source_change               @foreign-source   GET   302  302  200
admin:sources_source_history              @source           GET   200  200  200
admin:sources_source_history              @foreign-source   GET   302  302  200
admin:sources_source_delete               @source           GET   200  200  200
admin:sources_source_delete               @foreign-source   GET   302  302  200
admin/sources/source/<path:object_id>/    @source           GET   302  302  302
admin:sources_source_merge                -                 GET   404  404  404
admin:sources_source_duplicates           -                 GET   200  200  200
admin:sources_unitsource_changelist       -                 GET   200  200  200
admin:sources_unitsource_add              -                 GET   200  200  200
admin:sources_unitsource_change           @unit-source      GET   200  200  200
admin:sources_unitsource_change           @foreign-unit-source GET 302 302 200
admin:sources_unitsource_history          @unit-source      GET   200  200  200
admin:sources_unitsource_history          @foreign-unit-source GET 302 302 200
admin:sources_unitsource_delete           @unit-source      GET   200  200  200
admin:sources_unitsource_delete           @foreign-unit-source GET 302 302 200
admin/sources/unitsource/<path:object_id>/ @unit-source     GET   302  302  302
admin:sources_sourcemerge_changelist      -                 GET   200  200  200
admin:sources_sourcemerge_add             -                 GET   403  403  403
admin:sources_sourcemerge_change          @merge            GET   200  200  200
admin:sources_sourcemerge_change          @foreign-merge    GET   302  302  200
admin:sources_sourcemerge_history         @merge            GET   200  200  200
admin:sources_sourcemerge_history         @foreign-merge    GET   302  302  200
admin:sources_sourcemerge_delete          @merge            GET   403  403  403
admin:sources_sourcemerge_delete          @foreign-merge    GET   403  403  403
admin/sources/sourcemerge/<path:object_id>/ @merge          GET   302  302  302
# What its instructor sets up
admin:courses_course_changelist           -                 GET   200  200  200
admin:courses_course_add                  -                 GET   403  403  200
admin:courses_course_change               @course           GET   200  200  200
admin:courses_course_change               @other-course     GET   302  302  200
admin:courses_course_history              @course           GET   200  200  200
admin:courses_course_history              @other-course     GET   302  302  200
admin:courses_course_delete               @course           GET   403  403  200
admin:courses_course_delete               @other-course     GET   403  403  200
admin/courses/course/<path:object_id>/    @course           GET   302  302  302
admin:courses_unit_changelist             -                 GET   200  200  200
admin:courses_unit_add                    -                 GET   403  200  200
admin:courses_unit_change                 @unit             GET   200  200  200
admin:courses_unit_change                 @foreign-unit     GET   302  302  200
admin:courses_unit_history                @unit             GET   200  200  200
admin:courses_unit_history                @foreign-unit     GET   302  302  200
admin:courses_unit_delete                 @unit             GET   403  200  200
admin:courses_unit_delete                 @foreign-unit     GET   403  302  200
admin/courses/unit/<path:object_id>/      @unit             GET   302  302  302
admin:courses_membership_changelist       -                 GET   200  200  200
admin:courses_membership_add              -                 GET   403  200  200
admin:courses_membership_change           @member           GET   200  200  200
admin:courses_membership_change           @foreign-member   GET   302  302  200
admin:courses_membership_history          @member           GET   200  200  200
admin:courses_membership_history          @foreign-member   GET   302  302  200
admin:courses_membership_delete           @member           GET   403  200  200
admin:courses_membership_delete           @foreign-member   GET   403  302  200
admin/courses/membership/<path:object_id>/ @member           GET   302  302  302
admin:comments_moderationpolicy_changelist -  GET  200 200 200
admin:comments_moderationpolicy_add        -  GET  403 200 200
admin:comments_moderationpolicy_change     @policy  GET 200 200 200
admin:comments_moderationpolicy_change     @foreign-policy  GET 302 302 200
admin:comments_moderationpolicy_history    @policy  GET 200 200 200
admin:comments_moderationpolicy_history    @foreign-policy  GET 302 302 200
admin:comments_moderationpolicy_delete     @policy  GET 403 200 200
admin:comments_moderationpolicy_delete     @foreign-policy  GET 403 302 200
admin/comments/moderationpolicy/<path:object_id>/ @policy GET 302 302 302
admin:courses_standing_changelist -  GET  200 200 200
admin:courses_standing_add        -  GET  403 403 403
admin:courses_standing_change     @standing  GET 200 200 200
admin:courses_standing_change     @foreign-standing  GET 302 302 200
admin:courses_standing_history    @standing  GET 200 200 200
admin:courses_standing_history    @foreign-standing  GET 302 302 200
admin:courses_standing_delete     @standing  GET 403 403 403
admin:courses_standing_delete     @foreign-standing  GET 403 403 403
admin/courses/standing/<path:object_id>/ @standing GET 302 302 302
admin:courses_standing_decide  @course,@user        GET  200 200 200
admin:courses_standing_decide  @course,@user        POST 422 422 422
admin:courses_standing_decide  @other-course,@user  GET  404 404 404
# Site staff's alone
admin:blog_tag_changelist                 -                 GET   403  403  200
admin:blog_tag_add                        -                 GET   403  403  200
admin:blog_tag_change                     @tag              GET   403  403  200
admin:blog_tag_history                    @tag              GET   403  403  200
admin:blog_tag_delete                     @tag              GET   403  403  200
admin/blog/tag/<path:object_id>/          @tag              GET   302  302  302
admin:accounts_user_changelist            -                 GET   403  403  200
admin:accounts_user_add                   -                 GET   403  403  200
admin:accounts_user_change                @user             GET   403  403  200
admin:accounts_user_history               @user             GET   403  403  200
admin:accounts_user_delete                @user             GET   403  403  403
admin/accounts/user/<path:object_id>/     @user             GET   302  302  302
admin:studynotes_specification_changelist -                 GET   200  200  200
admin:studynotes_specification_import     -                 GET   403  200  200
admin:studynotes_specification_import     -                 POST  403  422  422
admin:studynotes_specification_export     yaml              GET   200  200  200
admin:studynotes_specification_export     nothing           GET   404  404  404
admin:studynotes_specification_add        -                 GET   403  200  200
admin:studynotes_specification_change     @kept             GET   200  200  200
admin:studynotes_specification_change     @foreign-kept GET 302 302 200
admin:studynotes_specification_history    @kept             GET   200  200  200
admin:studynotes_specification_history    @foreign-kept GET 302 302 200
admin:studynotes_specification_delete     @kept             GET   403  200  200
admin:studynotes_specification_delete     @foreign-kept GET 403 302 200
admin/studynotes/specification/<path:object_id>/ @kept GET 302 302 302
admin:studynotes_subject_changelist       -                 GET   200  200  200
admin:studynotes_subject_add              -                 GET   403  200  200
admin:studynotes_subject_change           @subject          GET   200  200  200
admin:studynotes_subject_history          @subject          GET   200  200  200
admin:studynotes_subject_delete           @subject          GET   403  403  200
admin/studynotes/subject/<path:object_id>/ @subject GET 302 302 302
admin:studynotes_topic_changelist         -                 GET   200  200  200
admin:studynotes_topic_add                -                 GET   403  200  200
admin:studynotes_topic_change             @topic            GET   200  200  200
admin:studynotes_topic_history            @topic            GET   200  200  200
admin:studynotes_topic_delete             @topic            GET   403  200  200
admin/studynotes/topic/<path:object_id>/ @topic GET 302 302 302
admin:studynotes_studynote_changelist     -                 GET   200  200  200
admin:studynotes_studynote_add            -                 GET   403  403  403
admin:studynotes_studynote_change         @study-note       GET   200  200  200
admin:studynotes_studynote_history        @study-note       GET   200  200  200
admin:studynotes_studynote_delete         @study-note       GET   403  403  403
admin/studynotes/studynote/<path:object_id>/ @study-note GET 302 302 302
admin:studynotes_enquiry_changelist       -                 GET   403  403  200
admin:studynotes_enquiry_add              -                 GET   403  403  403
admin:studynotes_enquiry_change           @enquiry          GET   403  403  200
admin:studynotes_enquiry_change           @enquiry          POST  405  405  405
admin:studynotes_enquiry_note             @enquiry          GET   405  405  405
admin:studynotes_enquiry_note             @enquiry          POST  403  403  422
admin:studynotes_enquiry_history          @enquiry          GET   302  302  200
admin:studynotes_enquiry_delete           @enquiry          GET   403  403  403
admin/studynotes/enquiry/<path:object_id>/ @enquiry         GET   302  302  302
admin:studynotes_contactway_changelist    -                 GET   403  403  200
admin:studynotes_contactway_add           -                 GET   403  403  200
admin:studynotes_contactway_change        @way              GET   403  403  200
admin:studynotes_contactway_history       @way              GET   403  403  200
admin:studynotes_contactway_delete        @way              GET   403  403  200
admin/studynotes/contactway/<path:object_id>/ @way          GET   302  302  302
admin:django_tasks_database_dbtaskresult_changelist -    GET   403  403  200
admin:django_tasks_database_dbtaskresult_add     -       GET   403  403  403
admin:django_tasks_database_dbtaskresult_change  no-task GET   403  403  302
admin:django_tasks_database_dbtaskresult_history no-task GET   302  302  302
admin:django_tasks_database_dbtaskresult_delete  no-task GET   403  403  403
admin/django_tasks_database/dbtaskresult/<path:object_id>/ no-task GET 302 302 302
admin:auth_user_password_change           @user             GET   403  403  200
admin/(?P<url>.*)$        nowhere           GET   404  404  404
# Practice questions and their answers
studynotes:question_detail @question        GET   200
studynotes:question_detail @question       POST   403  403  422  422  422  422  422  422  422
studynotes:question_detail @question  POST:answer in   in   302  302  302  302  302  302  409
studynotes:question_detail no-number        GET   404
studynotes:answer_keep    @question    POST:answer 401 401  200  200  200  200  200  200  422
studynotes:answer_mine    -                 GET   in   in   200  200  200  200  200  200  200
studynotes:answer_list    -                 GET   in   in   200  200  200  200  200  200  200
studynotes:answer_detail  @answer           GET   in   in   404  404  404  200  200  200  200
studynotes:answer_detail  @shared-answer    GET   in   in   200  404  200  200  200  200  200
studynotes:answer_detail  @open-answer      GET   in   in   404  404  404  404  404  404  200
studynotes:answer_detail  @answer          POST   in   in   404  404  404  422  422  422  422
studynotes:answer_detail  @answer   POST:marking  in   in   404  404  404  302  302  302  302
studynotes:answer_detail  @shared-answer POST:marking in in 302  404  302  302  302  302  302
studynotes:answer_detail  @open-answer POST:marking in in   404  404  404  404  404  404  404
studynotes:answer_mark    @answer    POST:marking in   in   404  404  404  200  200  200  200
studynotes:answer_mark    @shared-answer POST:marking in in 200  404  200  200  200  200  200
studynotes:answer_share   @answer          POST   in   in   404  404  404  403  403  403  302
studynotes:answer_share   @shared-answer   POST   in   in   403  404  403  403  403  403  302
studynotes:result_list    course            GET   in   in   403  403  403  200  200  200  403
studynotes:result_list    other-course      GET   in   in   403  403  403  403  403  200  403
studynotes:result_list    nowhere           GET   in   in   404  404  404  404  404  404  404
studynotes:result_detail  course,@question  GET   in   in   403  403  403  200  200  200  403
studynotes:result_detail  other-course,@question GET in in 403  403  403  403  403  404  403
studynotes:result_export  course            GET   in   in   403  403  403  200  200  200  403
"""
