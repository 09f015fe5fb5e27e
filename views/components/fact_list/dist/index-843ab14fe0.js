var f=`:host { display: block; }
.facts { font-family: var(--st-font); color: var(--st-text-color); font-size: 0.93rem; line-height: 1.42; }
details { border-top: 1px solid var(--st-border-color); padding: 0.1rem 0; }
summary { display: flex; align-items: center; gap: 0.5rem; padding: 0.5rem 0.1rem; cursor: pointer; list-style: none; border-radius: 6px; }
summary::before { content: ''; flex: none; width: 0.4rem; height: 0.4rem; border: solid color-mix(in srgb, var(--st-text-color) 60%, transparent);
  border-width: 0 1.6px 1.6px 0; transform: rotate(-45deg); transition: transform 0.12s; margin: 0 0.2rem; }
details[open] > summary::before { transform: rotate(45deg) translate(-1px, -1px); }
summary:focus-visible, button:focus-visible, a:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
.title { font-weight: 600; flex: 1; }
.title::first-letter { text-transform: uppercase; }
.count { font-size: 0.8rem; font-variant-numeric: tabular-nums; padding: 0.02rem 0.5rem; border-radius: 99px;
  background: color-mix(in srgb, var(--st-text-color) 9%, transparent); }
ul { list-style: none; margin: 0 0 0.4rem; padding: 0; }
li { display: flex; gap: 0.55rem; padding: 0.3rem 0.1rem 0.3rem 0.3rem; }
li > div { min-width: 0; }
.dot { flex: none; width: 0.6rem; height: 0.6rem; border-radius: 50%; margin-top: 0.36rem; }
button { border: 0; background: none; font: inherit; color: inherit; padding: 0; cursor: pointer; text-align: left; border-radius: 4px; }
a { color: inherit; text-decoration: none; border-radius: 4px; }
.name { color: var(--st-link-color); }
.name:hover, .source:hover { text-decoration: underline; }
.phrase { margin-left: 0.45rem; color: color-mix(in srgb, var(--st-text-color) 82%, transparent); }
p { margin: 0.05rem 0; color: color-mix(in srgb, var(--st-text-color) 82%, transparent); }
.cite { display: block; font-size: 0.8rem; color: color-mix(in srgb, var(--st-text-color) 70%, transparent); overflow-wrap: anywhere; }
.review { font-weight: 600; }
.review.verified { color: var(--st-green-text-color); }
.review.disputed { color: var(--st-orange-text-color); }
.more { color: var(--st-link-color); font-size: 0.87rem; padding: 0.2rem 0.3rem; margin: 0 0 0.4rem 1.1rem; }
.more:hover { text-decoration: underline; }
`;var w=10,y=12,p=new WeakMap;function r(l,t={},...e){let o=document.createElement(l);return Object.entries(t).forEach(([s,n])=>o.setAttribute(s,n)),o.append(...e),o}var h=class{constructor(t){Object.assign(this,{toggled:new Map,whole:new Set,drawn:""}),this.root=r("div",{class:"facts"}),t.append(r("style",{},f),this.root),this.root.addEventListener("click",e=>this.click(e))}update(t,e){this.send=e;let o=JSON.stringify([t,this.dark()]);o!==this.drawn&&(t.about!==this.data?.about&&(this.toggled.clear(),this.whole.clear()),Object.assign(this,{data:t,drawn:o}),this.draw())}dark(){let[t,e,o]=(getComputedStyle(this.root).color.match(/[\d.]+/g)??[0,0,0]).map(Number);return t+e+o>384}draw(){let t=this.dark();this.root.replaceChildren(...this.data.groups.map(e=>this.group(e,t)))}group({title:t,rows:e},o){let s=this.whole.has(t)?e:e.slice(0,w),n=r("ul",{},...s.map(i=>this.row(i,o))),c=e.length>s.length?[r("button",{type:"button",class:"more","data-whole":t},`Show all ${e.length.toLocaleString("en")}`)]:[],m=this.toggled.get(t)??(e.length<=y||this.data.groups.length===1),d=r("summary",{},r("span",{class:"title"},t),r("span",{class:"count"},e.length.toLocaleString("en"))),a=r("details",m?{open:""}:{},d,n,...c);return a.addEventListener("toggle",()=>this.toggled.set(t,a.open)),a}row({id:t,name:e,kind:o,light:s,dark:n,phrase:c,source:m,source_name:d,locator:a,review:i,note:g},b){let u=r("span",{class:"dot",title:o});u.style.background=b?n:s;let x=r("span",{class:"cite"},r("span",{class:`review ${i}`,title:this.data.reviews[i]},i)," ",r("a",{href:"#",class:"source","data-source":m,title:`Open the source: ${d}`},d),a?`, ${a}`:"");return r("li",{},u,r("div",{},r("a",{href:"#",class:"name","data-open":t},e),c?r("span",{class:"phrase"},c):"",...g?[r("p",{},g)]:[],x))}click(t){let e=t.target.closest("a, button");if(!e)return;t.preventDefault();let{open:o,source:s,whole:n}=e.dataset;o&&this.send("opened",o),s&&this.send("source",s),n&&(this.whole.add(n),this.draw())}};function k({data:l,parentElement:t,setTriggerValue:e}){p.has(t)||p.set(t,new h(t)),p.get(t).update(l,e)}export{k as default};
