# ocop_web_assets(<target>): styles, fonts and islands of web/ are built (web/build-assets) and put into <target>.
function(ocop_web_assets target)
  set(out ${CMAKE_BINARY_DIR}/web)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/styles/*.css ${CMAKE_SOURCE_DIR}/web/islands/*.ts)
  # The names that web/build.mjs writes; what has text is there a second time, compressed.
  set(files be-vietnam-pro-latin-400-normal.woff2 be-vietnam-pro-latin-600-normal.woff2
            be-vietnam-pro-vietnamese-400-normal.woff2 be-vietnam-pro-vietnamese-600-normal.woff2)
  foreach(text be-vietnam-pro-licence.txt site.css scan.css self-assessment.js council-sheet.js offline.js passkey.js places.js service-worker.js story-coach.js under-way.js kept-form.js favicon.svg site.webmanifest)
    list(APPEND files ${text} ${text}.gz)
  endforeach()
  list(TRANSFORM files PREPEND ${out}/)
  add_custom_command(OUTPUT ${files} COMMAND ${CMAKE_SOURCE_DIR}/web/build-assets ${out}
                     DEPENDS ${sources} ${CMAKE_SOURCE_DIR}/web/build.mjs ${CMAKE_SOURCE_DIR}/web/build-assets
                             ${CMAKE_SOURCE_DIR}/web/package-lock.json ${CMAKE_SOURCE_DIR}/web/public/favicon.svg
                             ${CMAKE_SOURCE_DIR}/web/public/site.webmanifest
                     COMMENT "Styles, fonts and islands" VERBATIM)
  ocop_embed(${target} web_assets ${out} ${files})
endfunction()
